package io.synth.text;

import io.synth.model.Language;

/** Tells Chinese from English by script. */
public final class LanguageOf {
  /** Latin letters that carry about as much as one Han character. */
  private static final double LATIN_PER_HAN = 3;

  private LanguageOf() {}

  /** Letters of a text, by script, in code points. */
  public record Letters(int han, int latin) {
    /**
     * Share of Han in what the letters carry, from 0 to 1; 0 where there are none. Three Latin
     * letters weigh as much as one Han character: a Chinese text keeps its foreign names.
     */
    public double hanShare() {
      return han == 0 ? 0 : han / (han + latin / LATIN_PER_HAN);
    }

    public Language language() {
      return hanShare() >= 0.5 ? Language.ZH : Language.EN;
    }
  }

  /** Language of a text; English where it has no letters. */
  public static Language text(String text) {
    return letters(text).language();
  }

  /** Counts the letters of a text. */
  public static Letters letters(String text) {
    int han = 0;
    int latin = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isHan(c)) {
        han++;
      } else if (isLatin(c)) {
        latin++;
      }
    }
    return new Letters(han, latin);
  }

  /** Whether a code point is a Han character. */
  public static boolean isHan(int c) {
    return c >= 0x3005 && Character.isIdeographic(c);
  }

  private static boolean isLatin(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= 0xC0
            && Character.isLetter(c)
            && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
  }
}
