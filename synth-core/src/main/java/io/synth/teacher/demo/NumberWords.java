package io.synth.teacher.demo;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes English number words from two to ninety-nine as digits. */
final class NumberWords {
  private static final List<String> UNITS =
      List.of(
          ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen")
              .split(" ", -1));
  private static final List<String> TENS =
      List.of("- - twenty thirty forty fifty sixty seventy eighty ninety".split(" ", -1));
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?i)\\b(?:("
              + String.join("|", TENS.subList(2, 10))
              + ")(?:[- ]("
              + String.join("|", UNITS.subList(1, 10))
              + "))?|("
              + String.join("|", UNITS.subList(2, 20))
              + "))\\b");

  private NumberWords() {}

  static String digits(String text) {
    return NUMBER.matcher(text).replaceAll(m -> Integer.toString(value(m)));
  }

  private static int value(java.util.regex.MatchResult m) {
    if (m.group(3) != null) {
      return UNITS.indexOf(m.group(3).toLowerCase(Locale.ROOT));
    }
    int tens = 10 * TENS.indexOf(m.group(1).toLowerCase(Locale.ROOT));
    return m.group(2) == null ? tens : tens + UNITS.indexOf(m.group(2).toLowerCase(Locale.ROOT));
  }

  /** Whether the whole text is such a number. */
  static boolean is(String text) {
    Matcher m = NUMBER.matcher(text.strip());
    return m.matches();
  }
}
