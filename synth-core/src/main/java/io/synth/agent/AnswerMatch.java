package io.synth.agent;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares a short answer with the expected wordings after normalisation: compatibility forms,
 * case, accents, punctuation, articles, thousands separators and white space don't count. It errs
 * towards "different": what it doesn't match, a judge may still find equal.
 */
public final class AnswerMatch {
  private static final Pattern LABEL =
      Pattern.compile(
          "^(?:(?:the\\s+)?(?:final\\s+|short\\s+)?answer(?:\\s+is)?\\s*[:：]"
              + "|(?:最终|最后)?(?:答案|回答)(?:是|为)?\\s*[:：])\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MARKUP = Pattern.compile("^#{1,6}\\s+|[*`]|(?<!\\w)_+|_+(?!\\w)");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\([^()]*\\)");
  private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");
  private static final Pattern ACCENTS = Pattern.compile("(?<=\\p{IsLatin})\\p{Mn}+");
  private static final Pattern APOSTROPHES = Pattern.compile("['’`]");
  // A point or a sign stays where it belongs to a number: 3.5 is not 35, and -3 is not 3.
  private static final Pattern PUNCTUATION =
      Pattern.compile(
          "(?!(?<=\\d)\\.(?=\\d))(?!(?<![\\p{L}\\p{N}])-(?=\\d))(?![%+#$€£¥])[\\p{P}\\p{S}]");
  private static final Pattern SPACE_BEFORE_PERCENT = Pattern.compile("(?<=\\d)\\s+(?=%)");
  private static final Pattern ARTICLES = Pattern.compile("\\b(?:the|an|a)\\b");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern SPACE_AT_HAN = Pattern.compile("(?<=\\p{IsHan}) | (?=\\p{IsHan})");

  private AnswerMatch() {}

  /** The first line of an answer, without citations, Markdown and a label such as "Answer:". */
  public static String shortAnswer(String answer) {
    return Citations.strip(answer)
        .lines()
        .map(line -> LABEL.matcher(MARKUP.matcher(line.strip()).replaceAll("").strip()))
        .map(line -> line.replaceFirst("").strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Whether the short answer is one of the expected wordings. */
  public static boolean matches(String answer, Collection<String> expected) {
    Set<String> wordings = new LinkedHashSet<>();
    expected.forEach(wording -> wordings.add(normal(wording)));
    wordings.remove("");
    String given = shortAnswer(answer);
    return wordings.contains(normal(given)) || wordings.contains(normal(unbracketed(given)));
  }

  /** Whether the short answer has neither a letter nor a digit: no judge need be asked. */
  public static boolean saysNothing(String answer) {
    return shortAnswer(answer).codePoints().noneMatch(Character::isLetterOrDigit);
  }

  /** The normal form of a short answer. */
  public static String normal(String answer) {
    String folded = Normalizer.normalize(answer, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    folded = Normalizer.normalize(folded, Normalizer.Form.NFD);
    folded = ACCENTS.matcher(folded).replaceAll("");
    folded = Normalizer.normalize(folded, Normalizer.Form.NFC);
    folded = THOUSANDS.matcher(folded).replaceAll("");
    folded = SPACE_BEFORE_PERCENT.matcher(folded).replaceAll("");
    folded = APOSTROPHES.matcher(folded).replaceAll("");
    folded = PUNCTUATION.matcher(folded).replaceAll(" ");
    String bare = SPACES.matcher(ARTICLES.matcher(folded).replaceAll(" ")).replaceAll(" ").strip();
    String spaced = bare.isEmpty() ? SPACES.matcher(folded).replaceAll(" ").strip() : bare;
    return SPACE_AT_HAN.matcher(spaced).replaceAll("");
  }

  private static String unbracketed(String answer) {
    return IN_BRACKETS.matcher(Normalizer.normalize(answer, Normalizer.Form.NFKC)).replaceAll(" ");
  }
}
