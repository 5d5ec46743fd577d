package io.synth.teacher.demo;

import java.util.List;

/** Language that a reply is written in. */
enum Speech {
  EN,
  ZH;

  /** Language of a text: Chinese where Han characters outnumber a fifth of the Latin letters. */
  static Speech of(String text) {
    long han = text.codePoints().filter(Speech::isHan).count();
    long latin = text.codePoints().filter(c -> c < 0x250 && Character.isLetter(c)).count();
    return han * 5 > latin ? ZH : EN;
  }

  static boolean isHan(int codePoint) {
    // Looking the script up is slow, and most characters stand below the first Han one.
    return codePoint >= 0x2E80
        && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
  }

  static boolean hasHan(String text) {
    return text.codePoints().anyMatch(Speech::isHan);
  }

  /** The first wording in this language. */
  String first(List<String> wordings, String otherwise) {
    return in(wordings).stream().findFirst().orElse(otherwise);
  }

  /** The wordings in this language. */
  List<String> in(List<String> wordings) {
    return wordings.stream().filter(w -> hasHan(w) == (this == ZH)).toList();
  }

  /** One of two wordings. */
  String pick(String english, String chinese) {
    return this == EN ? english : chinese;
  }
}
