package io.synth.check;

import java.util.regex.Pattern;

/** Views of Markdown text in which what is no prose is blanked out, so that offsets stay. */
final class AnswerText {
  private static final Pattern CODE =
      Pattern.compile("(?s)```.*?(?:```|\\z)|(?<!`)`[^`\\n]+`(?!`)");
  private static final Pattern MARKS =
      Pattern.compile(
          "\\\\{1,2}cite\\s*\\{[^{}]*\\}"
              + "|\\[\\^?\\d{1,3}\\]"
              + "|(?<=\\])\\([^()\\s]*\\)"
              + "|(?i:https?://|www\\.)[\\p{Graph}&&[^\\p{IsHan}，。；、）》]]+"
              + "|web_[0-9a-f]{8}");
  private static final Pattern FORMULA =
      Pattern.compile(
          "(?s)\\$\\$.{1,2000}?\\$\\$|\\$[^$\\n]{1,300}[\\\\_^={}][^$\\n]{0,300}\\$"
              + "|\\\\\\(.{1,500}?\\\\\\)|\\\\\\[.{1,2000}?\\\\\\]|\\$[A-Za-z]{1,3}\\$");

  private AnswerText() {}

  static String withoutCode(String text) {
    return blank(CODE, text);
  }

  /** Without code, citations, addresses and formulas. */
  static String prose(String text) {
    return blank(FORMULA, blank(MARKS, blank(CODE, text)));
  }

  /** The text with each match replaced by as many spaces; line breaks stay. */
  static String blank(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
  }
}
