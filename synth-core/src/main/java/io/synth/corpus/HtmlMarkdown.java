package io.synth.corpus;

import io.synth.corpus.Page.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Writes an element of a page as light Markdown: headings, paragraphs, lists, tables, quotes, code
 * and links, without emphasis or pictures. One use per element.
 */
final class HtmlMarkdown {
  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "caption",
          "center",
          "dd",
          "details",
          "dialog",
          "dir",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "frameset",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hgroup",
          "hr",
          "legend",
          "li",
          "main",
          "menu",
          "nav",
          "ol",
          "p",
          "pre",
          "section",
          "summary",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr",
          "ul");

  private static final Pattern NO_PROSE = Pattern.compile("```|[-|>] |\\d+\\. |#");

  private final InlineText inline;
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final Set<Element> holdsBlocks = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param address of the page, that its links are relative to
   */
  HtmlMarkdown(String address) {
    this.inline = new InlineText(address, link -> links.putIfAbsent(link.url(), link));
  }

  /** The text of an element. */
  String text(Element root) {
    for (Element element : root.getAllElements()) {
      if (isBlock(element)) {
        for (Element e = element.parent(); e != null && holdsBlocks.add(e); ) {
          e = e.parent();
        }
      }
    }
    return PageText.clean(String.join("\n\n", blocks(root)));
  }

  /** Links that the text holds, in reading order, each address once. */
  List<Link> links() {
    return new ArrayList<>(links.values());
  }

  boolean isBlock(Element element) {
    return BLOCKS.contains(element.normalName());
  }

  boolean holdsBlocks(Element element) {
    return holdsBlocks.contains(element);
  }

  InlineText inline() {
    return inline;
  }

  /** Blocks of what an element holds. */
  List<String> blocks(Element parent) {
    List<String> blocks = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    for (Node node : parent.childNodes()) {
      if (node instanceof TextNode text) {
        inline.append(text, run);
      } else if (node instanceof Element element && !inline.isSkipped(element)) {
        if (isBlock(element) || holdsBlocks(element)) {
          paragraphs(run, blocks);
          block(element, blocks);
        } else {
          inline.append(element, run);
        }
      }
    }
    paragraphs(run, blocks);
    return blocks;
  }

  private void block(Element element, List<String> blocks) {
    switch (element.normalName()) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, blocks);
      case "ul", "ol", "menu", "dir" -> addUnlessEmpty(String.join("\n", list(element)), blocks);
      case "dl" -> addUnlessEmpty(String.join("\n", definitions(element)), blocks);
      case "table" -> blocks.addAll(new TableMarkdown(this).blocks(element));
      case "pre" -> addUnlessEmpty(code(element), blocks);
      case "blockquote" -> addUnlessEmpty(quote(element), blocks);
      case "a" -> linkedBlocks(element, blocks);
      default -> blocks.addAll(blocks(element));
    }
  }

  private void heading(Element element, List<String> blocks) {
    List<String> inside = blocks(element);
    if (!inside.isEmpty()) {
      int level = element.normalName().charAt(1) - '0';
      // An unclosed heading may hold the rest of the page: its first paragraph is the heading.
      blocks.add("#".repeat(level) + " " + inside.get(0).replace('\n', ' '));
      blocks.addAll(inside.subList(1, inside.size()));
    }
  }

  private List<String> list(Element list) {
    List<String> lines = new ArrayList<>();
    int number = 1;
    for (Element child : list.children()) {
      if (child.normalName().equals("ul") || child.normalName().equals("ol")) {
        list(child).forEach(line -> lines.add("  " + line));
        continue;
      }
      List<String> inside = blocks(child);
      if (inside.isEmpty()) {
        continue;
      }
      String marker = list.normalName().equals("ol") ? number++ + ". " : "- ";
      String indent = " ".repeat(marker.length());
      for (int i = 0; i < inside.size(); i++) {
        String[] own = inside.get(i).split("\n", -1);
        for (int j = 0; j < own.length; j++) {
          lines.add((i == 0 && j == 0 ? marker : indent) + own[j]);
        }
      }
    }
    return lines;
  }

  private List<String> definitions(Element list) {
    List<String> lines = new ArrayList<>();
    String term = "";
    for (Element element : list.select("dt, dd")) {
      if (!list.equals(element.closest("dl"))) {
        continue;
      }
      List<String> inside = blocks(element);
      if (element.normalName().equals("dt")) {
        if (!term.isEmpty()) {
          lines.add("- " + term);
        }
        term = String.join(" ", inside).replace('\n', ' ');
      } else if (!inside.isEmpty()) {
        definition(term, inside, lines);
        term = "";
      }
    }
    if (!term.isEmpty()) {
      lines.add("- " + term);
    }
    return lines;
  }

  /** A term's line goes on with the first paragraph; what follows stands below it. */
  private static void definition(String term, List<String> inside, List<String> lines) {
    boolean prose = !NO_PROSE.matcher(inside.get(0)).lookingAt();
    String first = prose ? inside.get(0).replace('\n', ' ') : "";
    lines.add("- " + (term.isEmpty() ? first : (withColon(term) + " " + first)).strip());
    for (String block : inside.subList(prose ? 1 : 0, inside.size())) {
      block.lines().forEach(line -> lines.add(("  " + line).stripTrailing()));
    }
  }

  private static String withColon(String term) {
    return term.endsWith(":") || term.endsWith("：") ? term : term + ":";
  }

  private static String code(Element pre) {
    pre.select("br").forEach(br -> br.replaceWith(new TextNode("\n")));
    String code = pre.wholeText().replace("\r\n", "\n");
    return code.isBlank() ? "" : "```\n" + code.stripTrailing().replaceFirst("^\n+", "") + "\n```";
  }

  private String quote(Element element) {
    String text = String.join("\n\n", blocks(element));
    return text.isEmpty() ? "" : "> " + text.replace("\n", "\n> ");
  }

  /** A card that is a link as a whole: the link is on its first block. */
  private void linkedBlocks(Element link, List<String> blocks) {
    List<String> inside = blocks(link);
    if (!inside.isEmpty()) {
      String first = inside.get(0);
      int words = first.startsWith("#") ? first.indexOf(' ') + 1 : 0;
      String linked = inline.link(first.substring(words).replace('\n', ' '), link.attr("href"));
      blocks.add(first.substring(0, words) + linked);
      blocks.addAll(inside.subList(1, inside.size()));
    }
  }

  private static void addUnlessEmpty(String block, List<String> blocks) {
    if (!block.isBlank()) {
      blocks.add(block);
    }
  }

  /** Two line breaks in a row end a paragraph; a line without a letter or digit is decoration. */
  private static void paragraphs(StringBuilder run, List<String> blocks) {
    for (String paragraph : run.toString().split("\n[ \\t\\u00A0]*\n\\s*", -1)) {
      String text =
          InlineText.collapsed(paragraph)
              .lines()
              .filter(line -> line.codePoints().anyMatch(Character::isLetterOrDigit))
              .collect(Collectors.joining("\n"));
      addUnlessEmpty(text, blocks);
    }
    run.setLength(0);
  }
}
