package io.synth.report;

import io.synth.report.LineWrap.Line;
import io.synth.text.DisplayWidth;
import java.util.List;

/** Writes lines for a terminal; none is wider than it. Not thread-safe. */
final class TerminalPage {
  private static final int EXCERPT_LINES = 12;

  private final TerminalStyle style;
  private final StringBuilder out = new StringBuilder();

  TerminalPage(TerminalStyle style) {
    this.style = style;
  }

  TerminalStyle style() {
    return style;
  }

  /** One line of a box: what it is, and its text. */
  record Row(String label, StyledText text) {}

  /** An empty line. */
  void blank() {
    out.append('\n');
  }

  /** A heading on a line across the page; a title that is too long is cut. */
  void heading(StyledText title) {
    frame("── ");
    String plain = title.text();
    String cut = DisplayWidth.cut(plain.replace('\n', ' '), style.columns() - 6);
    out.append(
        cut.equals(plain) ? title.slice(0, plain.length(), style.colour()) : ink(cut, Ink.STRONG));
    int used = 4 + DisplayWidth.of(cut);
    frame(" " + "─".repeat(style.columns() - used));
    out.append('\n');
  }

  /** Wrapped text, each line after the gutter. */
  void text(String gutter, StyledText text) {
    lines(gutter, text, Integer.MAX_VALUE);
  }

  /** The beginning of a text, with a note of how much is left out; all of it in the full style. */
  void excerpt(String gutter, StyledText text) {
    lines(gutter, text, style.full() ? Integer.MAX_VALUE : EXCERPT_LINES);
  }

  /** Text after a first word of its own, the following lines set in under its beginning. */
  void item(String gutter, StyledText first, StyledText text) {
    String mark = first.text();
    int indent = DisplayWidth.of(mark);
    String plain = text.text();
    boolean begin = true;
    for (Line line : LineWrap.wrap(plain, room(gutter) - indent)) {
      frame(gutter);
      out.append(begin ? first.slice(0, mark.length(), style.colour()) : " ".repeat(indent));
      out.append(text.slice(line.start(), line.end(), style.colour())).append('\n');
      begin = false;
    }
  }

  /** A closed box of labelled lines. */
  void box(StyledText title, List<Row> rows) {
    int inside = style.columns() - 4;
    int labels = rows.stream().mapToInt(r -> DisplayWidth.of(r.label())).max().orElse(0) + 2;
    String plain = title.text();
    String cut = DisplayWidth.cut(plain, inside - 2);
    frame("╭─ ");
    out.append(ink(cut, Ink.STRONG));
    frame(" " + "─".repeat(inside - 1 - DisplayWidth.of(cut)) + "╮");
    out.append('\n');
    for (Row row : rows) {
      String label = row.label();
      for (Line line : LineWrap.wrap(row.text().text(), inside - labels)) {
        String words = row.text().slice(line.start(), line.end(), style.colour());
        frame("│ ");
        out.append(ink(DisplayWidth.padRight(label, labels), Ink.DIM)).append(words);
        int width = DisplayWidth.of(row.text().slice(line.start(), line.end(), false));
        out.append(" ".repeat(Math.max(0, inside - labels - width)));
        frame(" │");
        out.append('\n');
        label = "";
      }
    }
    frame("╰" + "─".repeat(style.columns() - 2) + "╯");
    out.append('\n');
  }

  private void lines(String gutter, StyledText text, int most) {
    String plain = text.text();
    List<Line> lines = LineWrap.wrap(plain.stripTrailing(), room(gutter));
    // a note in place of one line would save nothing
    int shown = lines.size() - 1 <= most ? lines.size() : most;
    for (Line line : lines.subList(0, shown)) {
      frame(gutter);
      out.append(text.slice(line.start(), line.end(), style.colour())).append('\n');
    }
    if (shown < lines.size()) {
      int rest = plain.stripTrailing().length() - lines.get(shown).start();
      String note =
          "… "
              + Numbers.count(lines.size() - shown)
              + " more lines, "
              + Numbers.count(rest)
              + " characters (--full shows them)";
      lines(gutter, StyledText.of(note, Ink.DIM), Integer.MAX_VALUE);
    }
  }

  private int room(String gutter) {
    return style.columns() - DisplayWidth.of(gutter);
  }

  private void frame(String line) {
    out.append(line.isBlank() ? line : ink(line, Ink.FRAME));
  }

  private String ink(String text, Ink ink) {
    return StyledText.of(text, ink).slice(0, VisibleText.lines(text).length(), style.colour());
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
