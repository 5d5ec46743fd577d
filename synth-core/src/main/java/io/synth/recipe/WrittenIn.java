package io.synth.recipe;

import io.synth.model.Language;
import java.util.regex.Pattern;

/** Tells whether a short text is in a language, names in the other one allowed. */
final class WrittenIn {
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern LATIN_WORD = Pattern.compile("\\p{IsLatin}+");

  private WrittenIn() {}

  static boolean is(Language language, String text) {
    long han = HAN.matcher(text).results().count();
    long words = LATIN_WORD.matcher(text).results().count();
    return switch (language) {
      case EN -> words > han;
      // A Chinese word has about two characters.
      case ZH -> han > 0 && han >= 2 * words;
    };
  }

  /**
   * Refuses a text that a teacher wrote in the wrong language.
   *
   * @throws RecipeException with code {@code wrong_language}
   */
  static void require(Language language, String text) throws RecipeException {
    if (!is(language, text)) {
      throw new RecipeException(
          "wrong_language",
          "The teacher did not write in the seed's language (" + language.label() + "): " + text);
    }
  }
}
