package io.synth.corpus;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as pages write them, in English and Chinese, brought to ISO 8601. */
final class PageDates {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
  private static final String YEAR = "((?:1[5-9]|20|21)\\d\\d)";

  private static final Pattern NUMERIC =
      Pattern.compile("(?<!\\d)" + YEAR + "(?:[-/.](\\d{1,2})(?:[-/.](\\d{1,2})(?!\\d))?)?(?!\\d)");
  private static final Pattern COMPACT =
      Pattern.compile("(?<!\\d)" + YEAR + "(\\d\\d)(\\d\\d)(?!\\d)");
  private static final Pattern CHINESE =
      Pattern.compile(YEAR + "\\s*年(?:\\s*(\\d{1,2})\\s*月(?:\\s*(\\d{1,2})\\s*[日号])?)?");
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?<!\\d)(?:(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:of\\s+)?)?" + MONTH + "[\\s,-]+" + YEAR);
  private static final Pattern MONTH_FIRST =
      Pattern.compile(MONTH + "\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+" + YEAR);
  private static final Pattern LABELLED =
      Pattern.compile(
          "(?:last\\s+(?:modified|updated|changed|revised|reviewed)|date\\s+published|published|updated|posted"
              + "|(?:发布|發布|更新|修改|发表|發表|出版)(?:时间|時間|日期|于|於)?|最后更新|最後更新|日期)"
              + "(?:\\s+on)?\\s*[:：]?\\s*(.{4,40})",
          Pattern.CASE_INSENSITIVE);

  private PageDates() {}

  /** The date at or near the start of a value: a day, a month or a year; empty if there is none. */
  static String iso(String value) {
    String text = value.strip().toLowerCase(Locale.ROOT);
    if (text.length() > 100) {
      text = text.substring(0, 100);
    }
    Matcher m = CHINESE.matcher(text);
    if (m.find()) {
      return date(m.group(1), m.group(2), m.group(3));
    }
    m = MONTH_FIRST.matcher(text);
    if (m.find()) {
      return date(m.group(3), month(m.group(1)), m.group(2));
    }
    m = DAY_FIRST.matcher(text);
    if (m.find()) {
      return date(m.group(3), month(m.group(2)), m.group(1));
    }
    m = COMPACT.matcher(text);
    if (m.find()) {
      String compact = date(m.group(1), m.group(2), m.group(3));
      if (compact.length() == 10) {
        return compact;
      }
    }
    m = NUMERIC.matcher(text);
    return m.find() ? date(m.group(1), m.group(2), m.group(3)) : "";
  }

  /** The first date that a text names as its own, e.g. after "Last updated"; empty if none. */
  static String labelled(String text) {
    Matcher m = LABELLED.matcher(text);
    while (m.find()) {
      String iso = iso(m.group(1));
      // A year alone after such a word is too often part of a sentence.
      if (iso.length() > 4) {
        return iso;
      }
    }
    return "";
  }

  private static String month(String name) {
    return Integer.toString(MONTHS.indexOf(name) + 1);
  }

  /** As exact as the parts are valid. */
  private static String date(String year, @Nullable String month, @Nullable String day) {
    if (month == null) {
      return year;
    }
    try {
      YearMonth yearMonth = YearMonth.of(Integer.parseInt(year), Integer.parseInt(month));
      if (day == null) {
        return yearMonth.toString();
      }
      try {
        LocalDate date = yearMonth.atDay(Integer.parseInt(day));
        return date.toString();
      } catch (DateTimeException e) {
        return yearMonth.toString();
      }
    } catch (DateTimeException e) {
      return year;
    }
  }
}
