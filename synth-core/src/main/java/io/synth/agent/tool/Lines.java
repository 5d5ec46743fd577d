package io.synth.agent.tool;

import java.util.regex.Pattern;

/** Single lines of a tool's result. */
final class Lines {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Lines() {}

  /** The text as one line. */
  static String one(String text) {
    return SPACE.matcher(text).replaceAll(" ").strip();
  }

  /** The text as one line; a word for what a page does not tell. */
  static String orUnknown(String text) {
    return text.isBlank() ? "unknown" : one(text);
  }
}
