package io.synth.check;

import io.synth.text.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Repetition within one text: its duplicate n-grams, and blocks repeated on end. */
final class RepeatedTerms {
  /** Longest block whose immediate repetition is looked for, in terms: our choice. */
  private static final int LONGEST_BLOCK = 200;

  /** Least number of n-grams whose share means anything: our choice. */
  private static final int LEAST_NGRAMS = 20;

  private static final int LEAST_TIMES = 3;

  private static final Pattern TABLE_ROW = Pattern.compile("(?m)^[ \\t]*\\|.*$");
  private static final Pattern QUOTE = Pattern.compile("(?m)^[ \\t]*>.*$");
  private static final Pattern PIECE = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");

  private RepeatedTerms() {}

  /** A term and where it stands, in UTF-16 code units. */
  record Term(String text, int start, int end) {}

  /**
   * A block that is repeated on end.
   *
   * @param from first term
   * @param to after the last one
   * @param period terms of the block
   */
  record Run(int from, int to, int period) {
    int times() {
      return (to - from) / period;
    }

    List<String> terms(List<Term> terms) {
      return terms.subList(from, to).stream().map(Term::text).toList();
    }
  }

  /** Words and Han characters with their places; citations and addresses left out. */
  static List<Term> terms(String text) {
    List<Term> terms = new ArrayList<>();
    PIECE
        .matcher(AnswerText.prose(text))
        .results()
        .forEach(
            piece -> {
              for (String term : Terms.of(piece.group())) {
                terms.add(new Term(term, piece.start(), piece.end()));
              }
            });
    return terms;
  }

  /**
   * The longest stretch, of at least {@code least} terms, that is one block three times or more.
   */
  static Optional<Run> longestRun(List<Term> terms, int least) {
    Optional<Run> longest = Optional.empty();
    for (int period = 1; period <= Math.min(LONGEST_BLOCK, terms.size() / LEAST_TIMES); period++) {
      int from = 0;
      for (int i = period; i <= terms.size(); i++) {
        if (i < terms.size() && terms.get(i).text().equals(terms.get(i - period).text())) {
          continue;
        }
        int length = i - from;
        if (length >= Math.max(least, LEAST_TIMES * period)
            && length > longest.map(run -> run.to() - run.from()).orElse(0)) {
          longest = Optional.of(new Run(from, i, period));
        }
        from = i - period + 1;
      }
    }
    return longest;
  }

  /**
   * Share of the n-grams of the prose that came before in it more often than a page has them.
   * Tables and block quotes are no prose.
   */
  static double duplicateShare(String text, int n, Quoted quoted) {
    String prose = AnswerText.blank(QUOTE, AnswerText.blank(TABLE_ROW, AnswerText.prose(text)));
    List<String> ngrams = Terms.ngrams(Terms.of(prose), n);
    if (ngrams.size() < LEAST_NGRAMS) {
      return 0;
    }
    Map<String, Integer> counts = new HashMap<>();
    ngrams.forEach(ngram -> counts.merge(ngram, 1, Integer::sum));
    long duplicates = 0;
    for (Map.Entry<String, Integer> ngram : counts.entrySet()) {
      if (ngram.getValue() > 1) {
        int allowed = Math.max(1, quoted.times(ngram.getKey(), n));
        duplicates += Math.max(0, ngram.getValue() - allowed);
      }
    }
    return (double) duplicates / ngrams.size();
  }
}
