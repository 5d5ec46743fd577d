package io.synth.check;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A day, month or year, as a short answer gives it: {@code 1 May 2031}, {@code 2031-05-01} and
 * {@code 二〇三一年五月一日} are equal. Dates of figures alone are read year first; others, of which nobody
 * can tell the order, are not read.
 *
 * @param month from 1; 0 for none
 * @param day from 1; 0 for none
 */
record AnswerDate(int year, int month, int day) {
  private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final Pattern FIGURES =
      Pattern.compile("(\\d{4})[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?");
  private static final Pattern MONTH_FIRST =
      Pattern.compile(MONTH + "\\s+(?:(\\d{1,2})(?:st|nd|rd|th)?,?\\s+)?(\\d{4})");
  private static final Pattern DAY_FIRST =
      Pattern.compile("(?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of )?" + MONTH + ",?\\s+(\\d{4})");
  private static final String FIGURE = "[\\d〇零一二三四五六七八九十]";
  private static final Pattern CHINESE =
      Pattern.compile(
          "(" + FIGURE + "{4})年(?:(" + FIGURE + "{1,3})月)?(?:(" + FIGURE + "{1,3})[日号])?");

  /** The date that the whole text gives. */
  static Optional<AnswerDate> of(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .strip()
            .replaceAll("^(?:on|in|于|在)\\s*|[.。]$", "")
            .strip();
    Matcher figures = FIGURES.matcher(folded);
    if (figures.matches()) {
      return date(figures.group(1), figures.group(2), figures.group(3));
    }
    Matcher monthFirst = MONTH_FIRST.matcher(folded);
    if (monthFirst.matches()) {
      return date(monthFirst.group(3), month(monthFirst.group(1)), monthFirst.group(2));
    }
    Matcher dayFirst = DAY_FIRST.matcher(folded);
    if (dayFirst.matches()) {
      return date(dayFirst.group(3), month(dayFirst.group(2)), dayFirst.group(1));
    }
    Matcher chinese = CHINESE.matcher(folded.replace(" ", ""));
    if (chinese.matches()) {
      return date(chinese.group(1), chinese.group(2), chinese.group(3));
    }
    return folded.matches("\\d{4}")
        ? Optional.of(new AnswerDate(Integer.parseInt(folded), 0, 0))
        : Optional.empty();
  }

  private static String month(String name) {
    return Integer.toString(MONTHS.indexOf(name) + 1);
  }

  private static Optional<AnswerDate> date(
      String year, @Nullable String month, @Nullable String day) {
    int y = figure(year);
    int m = month == null ? 0 : figure(month);
    int d = day == null ? 0 : figure(day);
    boolean real =
        y > 0 && (month == null || (m >= 1 && m <= 12)) && (day == null || (d >= 1 && d <= 31));
    return real ? Optional.of(new AnswerDate(y, m, d)) : Optional.empty();
  }

  private static int figure(String text) {
    return ChineseNumeral.value(text).map(value -> value.intValue()).orElse(-1);
  }
}
