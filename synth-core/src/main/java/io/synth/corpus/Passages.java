package io.synth.corpus;

import io.synth.corpus.PagePieces.Piece;
import io.synth.text.DisplayWidth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Picks the passage of a page that fits a query best: neighbouring sentences that hold the most
 * telling of the query's terms.
 *
 * @param weights how telling each of the query's terms is
 */
record Passages(Map<String, Double> weights) {
  /** Most columns of a passage: 300 letters or 150 Han characters. */
  static final int LENGTH = 300;

  private static final String BETWEEN = "; ";
  private static final String STOPS = ".!?:;,。！？：；，…\"'”’)）";

  /** The passage as one line; the start of the text where no term is in it. */
  String best(PagePieces page) {
    List<Piece> pieces = page.list();
    List<Set<String>> found = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      found.add(known(piece.terms()));
    }
    int best = 0;
    double bestScore = 0;
    for (int i = 0; i < pieces.size(); i++) {
      double score = scoreFrom(pieces, found, i);
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return pieces.isEmpty() ? "" : join(pieces, best);
  }

  /** Those of a piece's terms that the query has. */
  private Set<String> known(Set<String> terms) {
    Set<String> known = new HashSet<>();
    for (String term : weights.keySet()) {
      if (terms.contains(term)) {
        known.add(term);
      }
    }
    return known;
  }

  /** Weight of the distinct terms in the passage that begins at a sentence. */
  private double scoreFrom(List<Piece> pieces, List<Set<String>> found, int first) {
    Set<String> seen = new HashSet<>(found.get(first));
    double own = weight(seen);
    if (own == 0) {
      return 0;
    }
    int end = end(pieces, first);
    for (int i = first + 1; i < end; i++) {
      seen.addAll(found.get(i));
    }
    // Between passages of equal weight, the one whose first sentence says more.
    return weight(seen) + own / 100;
  }

  private double weight(Collection<String> terms) {
    return terms.stream().sorted().mapToDouble(t -> weights.getOrDefault(t, 0.0)).sum();
  }

  /** End of the passage that begins at a sentence: it does not go on into the next section. */
  private static int end(List<Piece> pieces, int first) {
    int width = pieces.get(first).width();
    int end = first + 1;
    while (end < pieces.size()) {
      width += BETWEEN.length() + pieces.get(end).width();
      if (width > LENGTH || pieces.get(end).heading()) {
        break;
      }
      end++;
    }
    return end;
  }

  private String join(List<Piece> pieces, int first) {
    Piece start = pieces.get(first);
    if (start.width() > LENGTH) {
      return around(start.text());
    }
    StringBuilder passage = new StringBuilder(start.text());
    for (Piece piece : pieces.subList(first + 1, end(pieces, first))) {
      char last = passage.charAt(passage.length() - 1);
      boolean ended = STOPS.indexOf(last) >= 0;
      // Full-width signs bring their own space.
      passage.append(!ended ? BETWEEN : last < 0x3000 ? " " : "").append(piece.text());
    }
    return passage.toString();
  }

  /** Part of a long sentence in which the terms begin. */
  private String around(String sentence) {
    int step = LENGTH / 3;
    int best = 0;
    double bestScore = -1;
    for (int start = 0; start < sentence.length(); start += step) {
      String part = part(sentence, start);
      Set<String> terms = new HashSet<>(PageAnalyzer.OF_PAGES.terms(part, PagePieces.MOST_TERMS));
      double score = weight(terms);
      if (score > bestScore) {
        best = start;
        bestScore = score;
      }
    }
    return part(sentence, best);
  }

  private static String part(String sentence, int from) {
    int start = inCharacter(sentence, from) ? from - 1 : from;
    String rest = sentence.substring(start).strip();
    return DisplayWidth.cut(start > 0 ? "…" + rest : rest, LENGTH);
  }

  private static boolean inCharacter(String sentence, int at) {
    return at > 0 && Character.isLowSurrogate(sentence.charAt(at));
  }
}
