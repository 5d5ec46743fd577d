package io.synth.report;

import io.synth.text.DisplayWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks text into lines of a width in columns: between words where there are words, between
 * characters in Chinese, never inside what is drawn as one character. A line begins with no closing
 * and ends with no opening punctuation mark as long as there is another way. A simple form of
 * Unicode's line breaking (UAX 14).
 */
final class LineWrap {
  private static final Pattern CLUSTER = Pattern.compile("\\X");
  private static final String CLOSING = "。，、；：？！）」』】》〉〕”’…—～·％.,;:?!)]}%";
  private static final String OPENING = "（「『【《〈〔“‘([{";

  private LineWrap() {}

  /** A line: part of the text from {@code start} to {@code end}, exclusive. */
  record Line(int start, int end) {}

  /** The lines; at least one, line feeds and the blanks at breaks left out. */
  static List<Line> wrap(String text, int columns) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      paragraph(text, start, end, columns, lines);
      start = end + 1;
    }
    return lines;
  }

  private static void paragraph(String text, int start, int end, int columns, List<Line> lines) {
    int lineStart = start;
    int lineWidth = 0;
    int breakAt = -1;
    String previous = "";
    List<Cluster> sinceBreak = new ArrayList<>();
    for (Cluster cluster : clusters(text, start, end, columns)) {
      if (breaksBetween(previous, cluster.text())) {
        breakAt = cluster.start();
        sinceBreak.clear();
      }
      // a blank may hang over the edge: it is dropped with the break after it
      if (lineWidth + cluster.width() > columns
          && cluster.start() > lineStart
          && !cluster.isBlank()) {
        int lineEnd = breakAt > lineStart ? breakAt : cluster.start();
        lines.add(new Line(lineStart, withoutBlanks(text, lineStart, lineEnd)));
        lineWidth = breakAt > lineStart ? sinceBreak.stream().mapToInt(Cluster::width).sum() : 0;
        lineStart = lineEnd;
        breakAt = -1;
      }
      lineWidth += cluster.width();
      sinceBreak.add(cluster);
      previous = cluster.text();
    }
    lines.add(new Line(lineStart, withoutBlanks(text, lineStart, end)));
  }

  private static List<Cluster> clusters(String text, int start, int end, int columns) {
    List<Cluster> clusters = new ArrayList<>();
    Matcher matcher = CLUSTER.matcher(text).region(start, end);
    while (matcher.find()) {
      Cluster cluster = Cluster.of(text, matcher.start(), matcher.end());
      if (cluster.width() <= columns) {
        clusters.add(cluster);
      } else {
        parts(text, matcher.start(), matcher.end(), clusters);
      }
    }
    return clusters;
  }

  /** A heap of characters that is wider than a line, each with the marks that take no room. */
  private static void parts(String text, int start, int end, List<Cluster> clusters) {
    int from = start;
    while (from < end) {
      int to = text.offsetByCodePoints(from, 1);
      while (to < end && DisplayWidth.of(Character.toString(text.codePointAt(to))) == 0) {
        to = text.offsetByCodePoints(to, 1);
      }
      clusters.add(Cluster.of(text, from, to));
      from = to;
    }
  }

  private static int withoutBlanks(String text, int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  private static boolean breaksBetween(String before, String after) {
    if (before.isEmpty() || after.isBlank()) {
      return false;
    }
    if (before.isBlank()) {
      return true;
    }
    if (CLOSING.contains(after) || OPENING.contains(before)) {
      return false;
    }
    return DisplayWidth.of(before) > 1 || DisplayWidth.of(after) > 1;
  }

  private record Cluster(String text, int start, int width) {
    static Cluster of(String text, int start, int end) {
      String cluster = text.substring(start, end);
      return new Cluster(cluster, start, DisplayWidth.of(cluster));
    }

    boolean isBlank() {
      return text.isBlank();
    }
  }
}
