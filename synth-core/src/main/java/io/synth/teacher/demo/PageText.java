package io.synth.teacher.demo;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page's text, taken apart: sentences of running text, and facts of tables and lists. */
record PageText(List<Sentence> sentences, List<Row> rows) {
  /**
   * A fact of a table or list, e.g. "Designed by: Gideon Morvane".
   *
   * @param about what a wide table's row is about; empty for a fact of the page's subject
   * @param line the line as it stands on the page
   */
  record Row(String about, String heading, Sentence value, String line) {}

  private static final Pattern ITEM = Pattern.compile("^(?:[-*+]|\\d+[.)])\\s+(.*)$");
  private static final Pattern KEYED =
      Pattern.compile(
          "^(?:\\*\\*|__)?([^:：|\\[\\]()]{1,40}?)(?:\\*\\*|__)?\\s*[:：]\\s*(?:\\*\\*|__)?\\s*(\\S.*)$");

  /** A mere link, as under "See also": it points to a page and states nothing. */
  private static final Pattern POINTER = Pattern.compile("^\\[[^\\]]*\\]\\([^)]*\\)$");

  private static final Pattern RULE = Pattern.compile("^[\\s|:+-]+$");

  /** Pages are read anew at every turn of a conversation, and by many conversations. */
  private static final Cache<String, PageText> READ =
      CacheBuilder.newBuilder().maximumSize(2_000).build();

  static PageText of(String text) {
    PageText known = READ.getIfPresent(text);
    if (known == null) {
      known = read(text);
      READ.put(text, known);
    }
    return known;
  }

  private static PageText read(String text) {
    List<Sentence> sentences = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    List<String> header = List.of();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("|")) {
        if (!RULE.matcher(line).matches()) {
          header = tableLine(line, header, rows);
        }
        continue;
      }
      header = List.of();
      if (line.isEmpty() || line.startsWith("#") || line.equals("---")) {
        continue;
      }
      Matcher item = ITEM.matcher(line);
      String content = item.matches() ? item.group(1) : line;
      if (POINTER.matcher(content).matches()) {
        continue;
      }
      Optional<Row> keyed = keyed(content, line);
      keyed.ifPresent(rows::add);
      if (keyed.isEmpty()) {
        sentences.addAll(Sentence.split(content));
      }
    }
    return new PageText(List.copyOf(sentences), List.copyOf(rows));
  }

  private static Optional<Row> keyed(String content, String line) {
    Matcher m = KEYED.matcher(content);
    boolean fact = m.matches() && content.length() < 240 && !m.group(2).startsWith("//");
    return fact
        ? Optional.of(new Row("", m.group(1).strip(), Sentence.of(m.group(2).strip()), line))
        : Optional.empty();
  }

  private static List<String> tableLine(String line, List<String> header, List<Row> rows) {
    List<String> cells = cells(line);
    if (cells.size() == 2) {
      rows.add(new Row("", plain(cells.get(0)), Sentence.of(cells.get(1)), line));
      return List.of();
    }
    if (header.isEmpty()) {
      return cells;
    }
    for (int i = 1; i < Math.min(cells.size(), header.size()); i++) {
      if (!cells.get(i).isEmpty()) {
        String about = plain(cells.get(0));
        rows.add(new Row(about, plain(header.get(i)), Sentence.of(cells.get(i)), line));
      }
    }
    return header;
  }

  private static List<String> cells(String line) {
    String inner = line.substring(1, line.endsWith("|") ? line.length() - 1 : line.length());
    List<String> cells = new ArrayList<>();
    for (String cell : inner.split("(?<!\\\\)\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }

  private static String plain(String cell) {
    return Sentence.of(cell).plain().strip();
  }
}
