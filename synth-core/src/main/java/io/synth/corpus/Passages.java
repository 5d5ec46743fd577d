package io.synth.corpus;

import io.synth.text.Sentences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Picks the passage of a page that fits a query best: neighbouring sentences that hold the most
 * telling of the query's terms.
 *
 * @param weights how telling each of the query's terms is
 */
record Passages(Map<String, Double> weights) {
  /** Most UTF-16 code units of a passage. */
  static final int LENGTH = 300;

  private static final int READ = 400_000;
  private static final int SENTENCE_TERMS = 500;
  private static final Pattern LINK = Pattern.compile("\\[([^\\]\\n]*)\\]\\([^()\\s]*\\)");
  private static final Pattern MARKS =
      Pattern.compile("(?m)^\\s*(?:#{1,6}\\s+|>\\s?|[-*+]\\s+|```.*$)|^[|\\s:-]+$");

  private record Piece(String text, Set<String> terms) {}

  /** Markdown without the addresses of its links. */
  static String withoutAddresses(String markdown) {
    return LINK.matcher(markdown).replaceAll("$1");
  }

  /** The passage as one line; the start of the text where no term is in it. */
  String best(String markdown) {
    String head = markdown.length() > READ ? markdown.substring(0, READ) : markdown;
    List<Piece> pieces = new ArrayList<>();
    for (Sentences.Sentence sentence : Sentences.of(withoutAddresses(head))) {
      String line = PageText.line(MARKS.matcher(sentence.text()).replaceAll(" "));
      if (!line.isEmpty()) {
        Set<String> terms = new HashSet<>(PageAnalyzer.OF_PAGES.terms(line, SENTENCE_TERMS));
        terms.retainAll(weights.keySet());
        pieces.add(new Piece(line, terms));
      }
    }
    int best = 0;
    double bestScore = 0;
    for (int i = 0; i < pieces.size(); i++) {
      double score = scoreFrom(pieces, i);
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return join(pieces, best);
  }

  /** Weight of the distinct terms in the passage that begins at a sentence. */
  private double scoreFrom(List<Piece> pieces, int first) {
    Set<String> seen = new HashSet<>(pieces.get(first).terms());
    double own = weight(seen);
    if (own == 0) {
      return 0;
    }
    int length = pieces.get(first).text().length();
    for (int i = first + 1; i < pieces.size(); i++) {
      length += 1 + pieces.get(i).text().length();
      if (length > LENGTH) {
        break;
      }
      seen.addAll(pieces.get(i).terms());
    }
    // Between passages of equal weight, the one whose first sentence says more.
    return weight(seen) + own / 100;
  }

  private double weight(Collection<String> terms) {
    return terms.stream().sorted().mapToDouble(t -> weights.getOrDefault(t, 0.0)).sum();
  }

  private String join(List<Piece> pieces, int first) {
    StringBuilder passage = new StringBuilder();
    for (int i = first; i < pieces.size(); i++) {
      String text = pieces.get(i).text();
      if (passage.length() == 0) {
        passage.append(text.length() > LENGTH ? around(text) : text);
      } else if (passage.length() + 1 + text.length() <= LENGTH) {
        passage.append(' ').append(text);
      } else {
        break;
      }
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
      Set<String> terms = new HashSet<>(PageAnalyzer.OF_PAGES.terms(part, SENTENCE_TERMS));
      double score = weight(terms);
      if (score > bestScore) {
        best = start;
        bestScore = score;
      }
    }
    return part(sentence, best);
  }

  private static String part(String sentence, int from) {
    int start = inWord(sentence, from) && from > 0 ? from - 1 : from;
    int end = Math.min(sentence.length(), start + LENGTH - 2);
    if (end < sentence.length() && Character.isHighSurrogate(sentence.charAt(end - 1))) {
      end--;
    }
    return (start > 0 ? "…" : "")
        + sentence.substring(start, end).strip()
        + (end < sentence.length() ? "…" : "");
  }

  private static boolean inWord(String sentence, int at) {
    return at < sentence.length() && Character.isLowSurrogate(sentence.charAt(at));
  }
}
