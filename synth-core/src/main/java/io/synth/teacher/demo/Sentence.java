package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of a page.
 *
 * @param raw as it stands on the page, in light Markdown
 * @param plain without Markdown
 * @param links with their places in {@code plain}
 * @param folded {@code plain} as {@link Fold#of} has it
 * @param terms content terms of {@code plain}
 * @param hostile whether it gives the reader's model instructions
 */
record Sentence(
    String raw, String plain, List<Link> links, String folded, Set<String> terms, boolean hostile) {
  /** A link's words, address and place. */
  record Link(String text, String url, int start, int end) {}

  private static final Pattern LINK = Pattern.compile("\\[([^\\]\\[]*)\\]\\(([^()\\s]*)\\)");
  private static final Pattern MARKS = Pattern.compile("\\*\\*|__|`");
  private static final Pattern ABBREVIATION =
      Pattern.compile(
          ".*(?:^|[\\s(])(?:\\p{Lu}|St|Mt|Dr|Mr|Mrs|Ms|No|Nos|vs|ca|approx|Prof|e\\.g|i\\.e)$");

  static Sentence of(String raw) {
    String source = MARKS.matcher(raw).replaceAll("");
    StringBuilder plain = new StringBuilder();
    List<Link> links = new ArrayList<>();
    Matcher m = LINK.matcher(source);
    int from = 0;
    while (m.find()) {
      plain.append(source, from, m.start());
      int start = plain.length();
      plain.append(m.group(1));
      links.add(new Link(m.group(1).strip(), m.group(2), start, plain.length()));
      from = m.end();
    }
    plain.append(source, from, source.length());
    String text = plain.toString();
    return new Sentence(
        raw,
        text,
        List.copyOf(links),
        Fold.of(text),
        Collections.unmodifiableSet(Terms.of(text)),
        Injection.isIn(text));
  }

  /** Splits a line of running text, English or Chinese, at the ends of its sentences. */
  static List<Sentence> split(String line) {
    List<Sentence> sentences = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < line.length(); i++) {
      if (endsAt(line, from, i)) {
        int end = i + 1;
        while (end < line.length() && "”’」』\"）)".indexOf(line.charAt(end)) >= 0) {
          end++;
        }
        add(line.substring(from, end), sentences);
        from = end;
        i = end - 1;
      }
    }
    add(line.substring(from), sentences);
    return sentences;
  }

  private static boolean endsAt(String line, int from, int i) {
    char c = line.charAt(i);
    if ("。！？".indexOf(c) >= 0) {
      return true;
    }
    if (".!?".indexOf(c) < 0) {
      return false;
    }
    int next = i + 1;
    while (next < line.length() && "”’\"）)".indexOf(line.charAt(next)) >= 0) {
      next++;
    }
    if (next >= line.length()) {
      return true;
    }
    if (line.charAt(next) != ' ' || next + 1 >= line.length()) {
      return false;
    }
    char after = line.charAt(next + 1);
    return !Character.isLowerCase(after)
        && !(c == '.' && ABBREVIATION.matcher(line.substring(from, i)).matches());
  }

  private static void add(String raw, List<Sentence> sentences) {
    String stripped = raw.strip();
    if (stripped.codePoints().anyMatch(Character::isLetterOrDigit)) {
      sentences.add(of(stripped));
    }
  }
}
