package io.synth.recipe;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The figures of an abstract that only its results can have given: a query or a plan made from the
 * report must not contain them. A figure counts as a result when it has the look of one (a
 * percentage, a decimal, a multiple) or stands in a sentence that reports findings, and when
 * neither the title nor a sentence about the set-up has it too. Years and small counts never count.
 */
final class ResultFigures {
  private static final Pattern FIGURE =
      Pattern.compile(
          "(?<![\\p{L}\\d.&&[^\\p{IsHan}]])(百分之)?(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)"
              + "(?![\\d])\\s*(%|‰|percentage points?|per\\s?cent\\b|个百分点|倍|times\\b|x\\b|-fold\\b|fold\\b)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FINDING =
      Pattern.compile(
          "\\b(?:results?|findings?|f(?:ou|i)nds?|shows?|showed|shown|demonstrates?|demonstrated"
              + "|reveals?|revealed|achiev\\w+|reach(?:es|ed)|improv\\w+|increas\\w+|decreas\\w+"
              + "|reduc\\w+|rose|fell|grew|declined|dropped|outperform\\w*|conclude[sd]?|cuts?"
              + "|estimates?|lower(?:s|ed)?|rais(?:es|ed)|saves?|saved)\\b"
              + "|结果|发现|表明|显示|达到|提高|提升|增长|增加|减少|下降|降低|上升|优于|得出|结论|节省",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[。！？；!?;])|(?<=\\.)(?=\\s)");

  private final Set<Figure> figures;

  private ResultFigures(Set<Figure> figures) {
    this.figures = figures;
  }

  private record Figure(String value, boolean relative) {
    boolean looksLikeResult() {
      return relative || value.contains(".");
    }

    boolean isYear() {
      return !relative && value.matches("(?:1[5-9]|20|21)\\d\\d");
    }

    boolean isSmallCount() {
      return !relative && value.matches("\\d|10");
    }
  }

  /** Reads a report's title and abstract. */
  static ResultFigures of(String title, String abstractText) {
    Set<Figure> setUp = new LinkedHashSet<>(figures(title));
    Set<Figure> results = new LinkedHashSet<>();
    for (String sentence : SENTENCE_END.splitAsStream(abstractText).toList()) {
      boolean finding = FINDING.matcher(sentence).find();
      for (Figure figure : figures(sentence)) {
        boolean result = finding || figure.looksLikeResult();
        (result ? results : setUp).add(figure);
      }
    }
    results.removeAll(setUp);
    results.removeIf(figure -> figure.isYear() || figure.isSmallCount());
    return new ResultFigures(results);
  }

  /** A result figure that the text gives away, as written in the abstract's normal form. */
  Optional<String> leakIn(String text) {
    return figures(text).stream().filter(figures::contains).map(Figure::value).findFirst();
  }

  /**
   * Refuses texts that give a result away.
   *
   * @throws RecipeException with code {@code result_leak}
   */
  void requireNoneIn(List<String> texts) throws RecipeException {
    for (String text : texts) {
      Optional<String> leak = leakIn(text);
      if (leak.isPresent()) {
        throw new RecipeException(
            "result_leak",
            "The task gives away the figure " + leak.get() + " of the report's results: " + text);
      }
    }
  }

  private static List<Figure> figures(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
    List<Figure> figures = new ArrayList<>();
    Matcher figure = FIGURE.matcher(folded);
    while (figure.find()) {
      String value = figure.group(2).replace(",", "");
      if (value.contains(".")) {
        value = value.replaceAll("0+$", "").replaceAll("\\.$", "");
      }
      figures.add(new Figure(value, figure.group(1) != null || figure.group(3) != null));
    }
    return figures;
  }
}
