package io.synth.seed.make;

import io.synth.text.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of a page's text, between blank lines.
 *
 * @param text as the page has it, with the addresses of links
 */
record Block(Kind kind, String text) {
  private static final Pattern LINK = Pattern.compile("\\[([^\\]\\n]*)\\]\\([^()\\s]*\\)");
  private static final Pattern LIST = Pattern.compile("(?:[-*+]|\\d+\\.) .*", Pattern.DOTALL);

  /** What it is. */
  enum Kind {
    HEADING,
    PARAGRAPH,
    LIST,
    TABLE,
    CODE,
    QUOTE
  }

  /** The blocks of a page's text in order. */
  static List<Block> of(String text) {
    List<Block> blocks = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    boolean fenced = false;
    for (String line : text.split("\n", -1)) {
      boolean fence = line.startsWith("```");
      if (!fenced && (line.isBlank() || fence)) {
        add(open, blocks);
      }
      if (fenced || !line.isBlank()) {
        open.append(line).append('\n');
      }
      if (fence) {
        fenced = !fenced;
        if (!fenced) {
          add(open, blocks);
        }
      }
    }
    add(open, blocks);
    return blocks;
  }

  /** Words of links alone. */
  int linkedWords() {
    return LINK.matcher(text).results().mapToInt(link -> Terms.words(link.group(1))).sum();
  }

  /** The text without the addresses of its links. */
  String plain() {
    return withoutAddresses(text);
  }

  int words() {
    return Terms.words(plain());
  }

  static String withoutAddresses(String text) {
    return LINK.matcher(text).replaceAll("$1");
  }

  private static void add(StringBuilder open, List<Block> blocks) {
    String text = open.toString().strip();
    open.setLength(0);
    if (!text.isEmpty()) {
      blocks.add(new Block(kind(text), text));
    }
  }

  private static Kind kind(String text) {
    if (text.startsWith("```")) {
      return Kind.CODE;
    }
    if (text.startsWith("#")) {
      return Kind.HEADING;
    }
    if (text.startsWith("|")) {
      return Kind.TABLE;
    }
    if (text.startsWith(">")) {
      return Kind.QUOTE;
    }
    return LIST.matcher(text).matches() ? Kind.LIST : Kind.PARAGRAPH;
  }
}
