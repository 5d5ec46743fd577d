package io.synth.check;

/** Passages as reasons quote them: on one line, cut where they are long. */
final class Excerpt {
  private static final int LONGEST = 160;

  private Excerpt() {}

  static String of(String text) {
    return cut(text.strip().replaceAll("\\s+", " "), LONGEST);
  }

  /** The text, or its beginning with an ellipsis; no surrogate pair is cut. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "…";
  }
}
