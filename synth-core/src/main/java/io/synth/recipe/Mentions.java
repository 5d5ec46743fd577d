package io.synth.recipe;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** Looks for names in texts, as whole words where the script has words. */
final class Mentions {
  private static final Pattern LINK_TARGET = Pattern.compile("]\\([^)\\s]*\\)");
  private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern ACCENTS = Pattern.compile("(?<=\\p{IsLatin})\\p{Mn}+");

  private Mentions() {}

  /** Whether a text has any of the names; names too short to tell anything don't count. */
  static boolean any(String text, Collection<String> names) {
    String words = words(text);
    return names.stream().anyMatch(name -> in(words, name));
  }

  private static boolean in(String words, String name) {
    String wanted = words(name).strip();
    boolean han = wanted.codePoints().anyMatch(Mentions::isHan);
    if (wanted.isEmpty() || (han && wanted.length() < 2)) {
      return false;
    }
    return words.contains(" " + wanted + " ");
  }

  /**
   * Letters and digits in lower case between single spaces; each Han character is a word, since
   * Chinese marks none.
   */
  private static String words(String text) {
    String folded =
        Normalizer.normalize(LINK_TARGET.matcher(text).replaceAll("] "), Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT);
    folded = ACCENTS.matcher(Normalizer.normalize(folded, Normalizer.Form.NFD)).replaceAll("");
    StringBuilder words = new StringBuilder(" ");
    folded
        .codePoints()
        .forEach(
            c -> {
              if (isHan(c)) {
                words.append(' ').appendCodePoint(c).append(' ');
              } else {
                words.appendCodePoint(c);
              }
            });
    return NOT_WORD.matcher(words.append(' ')).replaceAll(" ");
  }

  private static boolean isHan(int codePoint) {
    return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
  }
}
