package io.synth.report;

/**
 * Makes characters visible that would steer a terminal or hide from a reader: control characters,
 * direction overrides, zero-width and tag characters, unpaired surrogates. What pages and teachers
 * say is data, and it is shown as such. Joiners that emoji and several scripts need stay.
 */
final class VisibleText {
  private VisibleText() {}

  /** One line: line breaks and tabs become visible too. */
  static String line(String text) {
    return visible(text, false);
  }

  /** Several lines: line feeds stay, CR LF becomes a line feed, tabs become spaces. */
  static String lines(String text) {
    return visible(text.replace("\r\n", "\n").replace("\t", "    "), true);
  }

  private static String visible(String text, boolean keepLineFeeds) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if ((c == '\n' && keepLineFeeds) || !isHidden(c)) {
                out.appendCodePoint(c);
              } else {
                appendVisible(out, c);
              }
            });
    return out.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // U+200C and U+200D part and join letters; U+00AD is a soft hyphen; up to U+070F there are
      // Arabic and Syriac signs that are drawn, but for one direction mark
      case Character.FORMAT -> c == 0x061C || (c > 0x070F && c != 0x200C && c != 0x200D);
      default -> isFiller(c);
    };
  }

  /** Letters and marks that are drawn as nothing: Hangul fillers, supplementary variation signs. */
  private static boolean isFiller(int c) {
    return c == 0x115F
        || c == 0x1160
        || c == 0x3164
        || c == 0xFFA0
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  private static void appendVisible(StringBuilder out, int c) {
    if (c < 0x20) {
      out.append((char) (0x2400 + c));
    } else if (c == 0x7F) {
      out.append('\u2421');
    } else {
      out.append("⟨U+").append(String.format("%04X", c)).append('⟩');
    }
  }
}
