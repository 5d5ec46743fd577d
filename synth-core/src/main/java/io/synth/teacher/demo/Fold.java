package io.synth.teacher.demo;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Brings wordings of the same thing to one form, for comparison only. */
final class Fold {
  private static final Pattern BRACKETS = Pattern.compile("[(\\[（【].*?[)\\]）】]");
  private static final Pattern GROUPED = Pattern.compile("(?<=\\d),(?=\\d{3})");
  private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}%.]+|\\.(?!\\d)");
  private static final Pattern ARTICLE = Pattern.compile("^(?:the|a|an) ");

  private Fold() {}

  /** NFKC, lower case, no signs, no leading article, no thousands separators. */
  static String of(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    folded = GROUPED.matcher(folded).replaceAll("");
    folded = folded.replace("'s ", " ").replace("’s ", " ");
    folded = SIGNS.matcher(folded).replaceAll(" ").strip();
    return ARTICLE.matcher(folded).replaceFirst("");
  }

  /** As {@link #of}, without what stands in brackets. */
  static String core(String text) {
    String core = of(BRACKETS.matcher(text).replaceAll(" "));
    return core.isEmpty() ? of(text) : core;
  }
}
