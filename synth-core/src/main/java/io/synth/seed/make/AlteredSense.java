package io.synth.seed.make;

import io.synth.model.Language;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a word's opposite in its place, where the sentence has one such word and no negation. */
final class AlteredSense implements Alteration {
  private static final Map<String, String> ENGLISH =
      bothWays(
          "before", "after",
          "minimum", "maximum",
          "smallest", "largest",
          "smaller", "larger",
          "lowest", "highest",
          "fewer", "more",
          "increases", "decreases",
          "enabled", "disabled",
          "enables", "disables",
          "allows", "forbids",
          "ascending", "descending",
          "mandatory", "optional",
          "automatically", "manually",
          "always", "never",
          "faster", "slower",
          "newer", "older",
          "shorter", "longer",
          "succeeds", "fails",
          "synchronous", "asynchronous",
          "internal", "external");
  private static final Map<String, String> CHINESE =
      bothWays(
          "之前", "之后",
          "最大", "最小",
          "最高", "最低",
          "增加", "减少",
          "启用", "禁用",
          "允许", "禁止",
          "自动", "手动",
          "升级", "降级",
          "较快", "较慢",
          "更多", "更少",
          "内部", "外部",
          "成功", "失败",
          "可选", "必需");
  private static final Pattern ENGLISH_WORD =
      Pattern.compile("(?<![-\\w])(?:" + String.join("|", ENGLISH.keySet()) + ")(?![-\\w])");
  private static final Pattern CHINESE_WORD = Pattern.compile(String.join("|", CHINESE.keySet()));
  private static final Pattern ENGLISH_NEGATION =
      Pattern.compile(
          "\\b(?:not|no|nor|cannot|without|unless|except|only|rather|either|whether|or|than|both)\\b|n't\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CHINESE_NEGATION = Pattern.compile("[不没无非未别否或]|只有|除了|除非");
  private static final Pattern ARTICLE = Pattern.compile("(^|\\s)an? $");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");

  @Override
  public Optional<String> of(
      String sentence, String page, Language language, SplittableRandom random) {
    String masked =
        CODE.matcher(sentence).replaceAll(code -> "\u0001".repeat(code.group().length()));
    boolean english = language == Language.EN;
    if ((english ? ENGLISH_NEGATION : CHINESE_NEGATION).matcher(masked).find()) {
      return Optional.empty();
    }
    Matcher words = (english ? ENGLISH_WORD : CHINESE_WORD).matcher(masked);
    if (!words.find()) {
      return Optional.empty();
    }
    MatchResult word = words.toMatchResult();
    if (words.find()) {
      return Optional.empty();
    }
    String opposite = (english ? ENGLISH : CHINESE).get(word.group());
    return opposite == null
        ? Optional.empty()
        : Optional.of(
            withArticle(sentence.substring(0, word.start()), opposite)
                + opposite
                + sentence.substring(word.end()));
  }

  /** “an optional” becomes “a mandatory”. */
  private static String withArticle(String before, String word) {
    String article = "aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ";
    return ARTICLE.matcher(before).replaceFirst("$1" + article);
  }

  private static Map<String, String> bothWays(String... pairs) {
    Map<String, String> opposites = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      opposites.put(pairs[i], pairs[i + 1]);
      opposites.put(pairs[i + 1], pairs[i]);
    }
    return Map.copyOf(opposites);
  }
}
