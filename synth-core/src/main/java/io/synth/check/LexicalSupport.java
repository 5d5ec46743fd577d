package io.synth.check;

import io.synth.text.Sentences;
import io.synth.text.Terms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Compares a sentence with the passages of a page word by word: what a few neighbouring sentences
 * of the page say almost in the same words, figures included, needs no judge. It errs towards
 * "unclear".
 */
final class LexicalSupport {
  /** Least share of a sentence's terms in one passage for support without a judge: our choice. */
  private static final double FULL = 0.75;

  /** Fewer terms than these tell nothing: our choice. */
  private static final int LEAST_TERMS = 4;

  /** Sentences of a page that are looked at together: our choice. */
  private static final int WINDOW = 3;

  private static final Set<String> STOP_WORDS =
      Set.of(
          "the",
          "a",
          "an",
          "of",
          "in",
          "on",
          "at",
          "to",
          "for",
          "and",
          "or",
          "by",
          "with",
          "from",
          "as",
          "is",
          "are",
          "was",
          "were",
          "be",
          "been",
          "it",
          "its",
          "that",
          "this",
          "which",
          "has",
          "have",
          "had",
          "also",
          "their",
          "there",
          "than",
          "page",
          "source",
          "according",
          "的",
          "了",
          "是",
          "在",
          "和",
          "与",
          "于",
          "该",
          "其");
  private static final Pattern NEGATION =
      Pattern.compile(
          "(?i)\\b(?:not|no|never|none|neither|nor|without|cannot|fail(?:s|ed)?|den(?:y|ies|ied)"
              + "|false|incorrect|untrue)\\b|n't\\b|不|没有|未|无|并非|否认|错误|从未");

  private LexicalSupport() {}

  /** Whether a passage says what the sentence says, beyond doubt. */
  static boolean isFull(String sentence, List<Passage> passages) {
    Set<String> terms = terms(sentence);
    if (terms.size() < LEAST_TERMS) {
      return false;
    }
    boolean negated = isNegated(sentence);
    return passages.stream()
        .anyMatch(
            passage ->
                overlap(terms, passage) >= FULL
                    && passage.terms().containsAll(figures(terms))
                    && negated == isNegated(passage.text()));
  }

  /** The passages that have most in common with the sentence, best first. */
  static List<Passage> best(String sentence, List<Passage> passages, int most) {
    Set<String> terms = terms(sentence);
    List<Passage> sorted = new ArrayList<>(passages);
    sorted.sort(
        Comparator.comparingDouble((Passage passage) -> -overlap(terms, passage))
            .thenComparingInt(Passage::start));
    List<Passage> best = new ArrayList<>();
    for (Passage passage : sorted) {
      boolean apart =
          best.stream().noneMatch(b -> passage.start() < b.end() && b.start() < passage.end());
      if (apart && best.size() < most) {
        best.add(passage);
      }
    }
    return best;
  }

  /**
   * Some neighbouring sentences of a page.
   *
   * @param start in the page's text
   */
  record Passage(String text, Set<String> terms, int start, int end) {}

  /** Windows of neighbouring sentences over a page, each beginning one sentence later. */
  static List<Passage> passages(String page) {
    List<Sentences.Sentence> sentences = Sentences.of(page);
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i == 0 || i + WINDOW <= sentences.size(); i++) {
      if (sentences.isEmpty()) {
        break;
      }
      int start = sentences.get(i).start();
      int end = sentences.get(Math.min(i + WINDOW, sentences.size()) - 1).end();
      String text = page.substring(start, end);
      passages.add(new Passage(text, terms(text), start, end));
    }
    return passages;
  }

  private static double overlap(Set<String> terms, Passage passage) {
    long common = terms.stream().filter(passage.terms()::contains).count();
    return terms.isEmpty() ? 0 : (double) common / terms.size();
  }

  private static Set<String> terms(String text) {
    Set<String> terms = new LinkedHashSet<>();
    for (String term : Terms.withHanPairs(text)) {
      if (!STOP_WORDS.contains(term)) {
        terms.add(stem(term));
      }
    }
    return terms;
  }

  private static Set<String> figures(Set<String> terms) {
    Set<String> figures = new HashSet<>();
    for (String term : terms) {
      if (Character.isDigit(term.charAt(0))) {
        figures.add(term);
      }
    }
    return figures;
  }

  private static boolean isNegated(String text) {
    return NEGATION.matcher(text).find();
  }

  /** Folds plural and tense where English adds an ending; figures lose leading zeros. */
  private static String stem(String term) {
    if (Character.isDigit(term.charAt(0))) {
      return term.matches("0\\d+") ? term.replaceFirst("^0+(?=\\d)", "") : term;
    }
    for (String ending : List.of("ing", "ed", "es", "s")) {
      if (term.length() >= ending.length() + 4 && term.endsWith(ending)) {
        return term.substring(0, term.length() - ending.length());
      }
    }
    return term;
  }
}
