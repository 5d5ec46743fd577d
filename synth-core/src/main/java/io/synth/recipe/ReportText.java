package io.synth.recipe;

import java.util.List;
import java.util.regex.Pattern;

/** What can be told of a report's text without reading it. */
record ReportText(String text) {
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHan}]][\\p{L}\\p{N}'’&&[^\\p{IsHan}]]*");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```\\s*?$");
  private static final Pattern MARKDOWN_HEADING =
      Pattern.compile("(?m)^#{1,6}[ \\t]+(.+?)[ \\t]*#*[ \\t]*$");
  private static final Pattern NUMBERED_HEADING =
      Pattern.compile(
          "(?m)^\\s*(?:第[一二三四五六七八九十百\\d]+[章节部分]+|[一二三四五六七八九十]+、|\\d+(?:\\.\\d+)*[.、]?\\s+)"
              + "\\s*([^。.！!？?；;\\n]{2,60})$");

  /** Length in words; two Chinese characters count as one. */
  int words() {
    long han = HAN.matcher(text).results().count();
    return (int) (WORD.matcher(text).results().count() + han / 2);
  }

  /** Headings in order: Markdown's, or numbered lines where the text has none of these. */
  List<String> outline() {
    String prose = FENCE.matcher(text).replaceAll("");
    List<String> headings = headings(MARKDOWN_HEADING, prose);
    return headings.isEmpty() ? headings(NUMBERED_HEADING, prose) : headings;
  }

  private static List<String> headings(Pattern pattern, String prose) {
    return pattern.matcher(prose).results().map(heading -> heading.group(1).strip()).toList();
  }
}
