package io.synth.seed.make;

import io.synth.model.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes a figure that counts or measures: not a version, a section, a part of a name or of code.
 */
final class AlteredFigure implements Alteration {
  private static final Pattern CODE = Pattern.compile("`[^`]*`|\\([^)]*\\)|“[^”]*”|\"[^\"]*\"");

  /** Not after a name such as Debian, nor in a version, a date or a path. */
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<![\\w.,:/#$+=<>-])(?<!\\b[\\p{Lu}][\\p{L}+-]{0,30}\\s)(?<![vV]ersions? )(?<!版本 ?)(?<![第图表例] ?)"
              + "(\\d{1,3}(?:,\\d{3})+|\\d{1,7})(?![\\w:/+=<>-]|[.,]\\d|\\s*(?:章|节|版|月|日|号))");

  private static final List<String> ENGLISH =
      List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
  private static final Pattern ENGLISH_WORD =
      Pattern.compile(
          "(?<![-\\w])(?<!\\b(?:transaction|step|phase|option|type|case|level|process|session|stage|part)\\s)(?:"
              + String.join("|", ENGLISH)
              + ")(?![-\\w])(?= \\p{Ll})");
  private static final List<String> CHINESE = List.of("两", "三", "四", "五", "六", "七", "八", "九");
  private static final Pattern CHINESE_WORD =
      Pattern.compile(
          "(?<![十百千万第一二三四五六七八九两周])[两三四五六七八九](?=(?:个|种|类|台|层|年|天|份|项|条|步|名|块|组|次)(?!十))");
  private static final Map<String, Pattern> WORDS = words();
  private static final int FIRST_YEAR = 1500;
  private static final int LAST_YEAR = 2100;

  private static final int TRIES = 8;

  @Override
  public Optional<String> of(
      String sentence, String page, Language language, SplittableRandom random) {
    // Of the same length, so that places stay.
    String masked =
        CODE.matcher(sentence).replaceAll(code -> "\u0001".repeat(code.group().length()));
    List<MatchResult> figures = new ArrayList<>(FIGURE.matcher(masked).results().toList());
    figures.addAll(
        (language == Language.EN ? ENGLISH_WORD : CHINESE_WORD).matcher(masked).results().toList());
    if (figures.isEmpty()) {
      return Optional.empty();
    }
    MatchResult figure = figures.get(random.nextInt(figures.size()));
    for (int i = 0; i < TRIES; i++) {
      String other = other(figure.group(), random);
      // A figure that the page has may be true of something there.
      if (!other.equals(figure.group()) && !has(page, other)) {
        return Optional.of(
            sentence.substring(0, figure.start()) + other + sentence.substring(figure.end()));
      }
    }
    return Optional.empty();
  }

  private static String other(String figure, SplittableRandom random) {
    for (List<String> words : List.of(ENGLISH, CHINESE)) {
      if (words.contains(figure)) {
        return words.get(random.nextInt(words.size()));
      }
    }
    long value = Long.parseLong(figure.replace(",", ""));
    long changed;
    if (value >= FIRST_YEAR && value <= LAST_YEAR && figure.length() == 4) {
      changed = value + (random.nextBoolean() ? 1L : -1L) * random.nextInt(2, 18);
    } else if (value <= 20) {
      changed = value + random.nextInt(2, 9);
    } else {
      changed = random.nextBoolean() ? value * random.nextLong(2, 5) : Math.max(2, value / 2);
    }
    return figure.contains(",")
        ? String.format(Locale.ROOT, "%,d", changed)
        : Long.toString(changed);
  }

  private static boolean has(String page, String figure) {
    Pattern word = WORDS.get(figure);
    Matcher found =
        word != null
            ? word.matcher(page)
            : Pattern.compile("(?<!\\d)" + Pattern.quote(figure) + "(?!\\d)").matcher(page);
    return found.find();
  }

  private static Map<String, Pattern> words() {
    Map<String, Pattern> patterns = new HashMap<>();
    for (int i = 0; i < ENGLISH.size(); i++) {
      patterns.put(
          ENGLISH.get(i),
          Pattern.compile(
              "\\b(?:" + ENGLISH.get(i) + "|" + (i + 2) + ")\\b", Pattern.CASE_INSENSITIVE));
    }
    for (int i = 0; i < CHINESE.size(); i++) {
      patterns.put(CHINESE.get(i), Pattern.compile("[" + CHINESE.get(i) + (i + 2) + "]"));
    }
    return Map.copyOf(patterns);
  }
}
