package io.synth.corpus;

import io.synth.corpus.Page.Link;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Text within a paragraph: words, links, code, raised and lowered figures. */
final class InlineText {
  private static final Set<String> SKIPPED =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "head",
          "svg",
          "button",
          "select",
          "input",
          "textarea",
          "iframe",
          "object",
          "embed",
          "video",
          "audio",
          "canvas",
          "map",
          "rp",
          "link",
          "meta",
          "title",
          "img",
          "picture",
          "noframes");
  private static final String PLAIN = "0123456789+-−=()n";
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ";
  private static final Pattern SPACE = Pattern.compile("[ \\t\\u00A0\\r\\f]+");
  private static final Pattern SPACE_AT_BREAK = Pattern.compile(" ?\n ?");

  private final String address;
  private final String own;
  private final Consumer<Link> found;

  InlineText(String address, Consumer<Link> found) {
    this.address = address;
    this.own = Addresses.key(address);
    this.found = found;
  }

  boolean isSkipped(Element element) {
    return SKIPPED.contains(element.normalName());
  }

  void append(TextNode text, StringBuilder out) {
    // A line break in the source is a space; only <br> breaks a line.
    out.append(text.getWholeText().replace('\n', ' '));
  }

  void append(Element element, StringBuilder out) {
    switch (element.normalName()) {
      case "br" -> out.append('\n');
      case "wbr" -> {}
      case "a" -> {
        StringBuilder words = new StringBuilder();
        children(element, words);
        Element picture = words.toString().isBlank() ? element.selectFirst("img[alt]") : null;
        if (picture != null) {
          words.append(picture.attr("alt"));
        }
        appendSpaced(words, link(collapsed(words).replace('\n', ' '), element.attr("href")), out);
      }
      case "frame" -> out.append(link(frameName(element), element.attr("src"))).append('\n');
      case "code", "kbd", "samp", "tt" -> {
        String code = element.wholeText().replace('\n', ' ');
        out.append(code.isBlank() || code.contains("`") ? code : "`" + code + "`");
      }
      case "sup" -> shifted(element, RAISED, out);
      case "sub" -> shifted(element, LOWERED, out);
      case "q" -> {
        out.append('“');
        children(element, out);
        out.append('”');
      }
      case "rt" -> {
        out.append('(');
        children(element, out);
        out.append(')');
      }
      case "math" ->
          out.append(element.hasAttr("alttext") ? element.attr("alttext") : element.text());
      default -> {
        if (!isSkipped(element)) {
          children(element, out);
        }
      }
    }
  }

  /** The words as a link, if the target is another page; else the words. */
  String link(String words, String target) {
    Optional<String> url = Addresses.resolve(address, target);
    if (words.isEmpty() || url.isEmpty() || words.contains("](")) {
      return words;
    }
    if (Addresses.key(url.get()).equals(own)) {
      return words;
    }
    String text = words.replace('[', '(').replace(']', ')');
    found.accept(new Link(PageText.line(text), url.get()));
    return "[" + text + "](" + url.get() + ")";
  }

  /** White space collapsed; line breaks stay. */
  static String collapsed(CharSequence text) {
    return SPACE_AT_BREAK.matcher(SPACE.matcher(text).replaceAll(" ")).replaceAll("\n").strip();
  }

  private void children(Element element, StringBuilder out) {
    for (Node node : element.childNodes()) {
      if (node instanceof TextNode text) {
        append(text, out);
      } else if (node instanceof Element child) {
        append(child, out);
      }
    }
  }

  /** Spaces inside a link's ends belong outside. */
  private static void appendSpaced(CharSequence raw, String text, StringBuilder out) {
    if (text.isEmpty()) {
      out.append(raw.length() == 0 ? "" : " ");
      return;
    }
    boolean before = Character.isWhitespace(raw.charAt(0));
    boolean after = Character.isWhitespace(raw.charAt(raw.length() - 1));
    out.append(before ? " " : "").append(text).append(after ? " " : "");
  }

  /** 10<sup>6</sup> must not become 106. */
  private void shifted(Element element, String shapes, StringBuilder out) {
    StringBuilder own = new StringBuilder();
    children(element, own);
    String text = own.toString().strip();
    boolean known = !text.isEmpty() && text.chars().allMatch(c -> PLAIN.indexOf(c) >= 0);
    if (known) {
      text.chars().forEach(c -> out.append(shapes.charAt(PLAIN.indexOf(c))));
    } else {
      out.append(own);
    }
  }

  private static String frameName(Element frame) {
    String title = frame.attr("title").strip();
    String name = title.isEmpty() ? frame.attr("name").strip() : title;
    return name.isEmpty() ? frame.attr("src") : name;
  }
}
