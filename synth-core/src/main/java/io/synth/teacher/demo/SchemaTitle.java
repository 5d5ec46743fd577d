package io.synth.teacher.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the title of a JSON Schema that was put into a prompt. */
final class SchemaTitle {
  private static final Pattern TITLE =
      Pattern.compile(
          "\\$schema[\\s\\S]{0,200}?\"title\"\\s*:\\s*\"(\\w+)\"|\"title\"\\s*:\\s*\"(\\w+)\"");

  private SchemaTitle() {}

  /** The title, where it is one that the demo teacher knows a reply for; else empty. */
  static String in(String prompt) {
    Matcher m = TITLE.matcher(prompt);
    while (m.find()) {
      String title = m.group(1) == null ? m.group(2) : m.group(1);
      if (Replies.SCHEMAS.contains(title)) {
        return title;
      }
    }
    return "";
  }
}
