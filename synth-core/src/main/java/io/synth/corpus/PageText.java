package io.synth.corpus;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Cleans text from pages of what no reader sees and no dataset can hold. */
final class PageText {
  // Zero-width and bidirectional controls, tag characters: invisible carriers of other texts.
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u00AD\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF\\x{E0000}-\\x{E007F}]");
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\x{D800}-\\x{DFFF}]");
  private static final Pattern TRAILING_SPACE = Pattern.compile("[ \\t\\u00A0\\u3000]+(?=\\n|$)");
  private static final Pattern BLANK_LINES = Pattern.compile("\\n{3,}");

  private PageText() {}

  /** Lines of a text in NFC, without invisible characters, lone surrogates and needless blanks. */
  static String clean(String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    String visible = CONTROL.matcher(INVISIBLE.matcher(lines).replaceAll("")).replaceAll("");
    String trimmed = TRAILING_SPACE.matcher(visible).replaceAll("");
    String compact = BLANK_LINES.matcher(trimmed).replaceAll("\n\n").strip();
    return Normalizer.normalize(compact, Normalizer.Form.NFC);
  }

  /** The same as one line, e.g. for titles. */
  static String line(String text) {
    return clean(text).replaceAll("[\\s\\u00A0\\u3000]+", " ").strip();
  }
}
