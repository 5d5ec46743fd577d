package io.synth.corpus;

import io.synth.text.DisplayWidth;
import io.synth.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A page taken apart once for all the queries that find it: its sentences, list items, table rows
 * and headings, each with its terms.
 *
 * @param list in the order of the page
 */
record PagePieces(List<Piece> list) {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final int READ = 400_000;
  private static final Pattern LINK = Pattern.compile("\\[([^\\]\\n]*)\\]\\([^()\\s]*\\)");
  private static final Pattern MARKS =
      Pattern.compile("(?m)^\\s*(?:#{1,6}\\s+|>\\s?|[-*+]\\s+|```.*$)|^[|\\s:-]+$");

  /** Most distinct terms of a piece that are looked at. */
  static final int MOST_TERMS = 500;

  /**
   * A sentence, list item, table row or heading as one line.
   *
   * @param width in columns: a Han character says about as much as two letters
   */
  record Piece(String text, boolean heading, int width, Set<String> terms) {}

  PagePieces {
    list = List.copyOf(list);
  }

  /** The pieces of a page. */
  static PagePieces of(String markdown) {
    String head = markdown.length() > READ ? markdown.substring(0, READ) : markdown;
    List<Piece> pieces = new ArrayList<>();
    for (Sentences.Sentence sentence : Sentences.of(withoutAddresses(head))) {
      // The title stands above the passage already.
      if (!sentence.text().startsWith("# ")) {
        add(pieces, sentence.text());
      }
    }
    if (pieces.isEmpty()) {
      add(pieces, head);
    }
    return new PagePieces(pieces);
  }

  /** Markdown without the addresses of its links. */
  static String withoutAddresses(String markdown) {
    return LINK.matcher(markdown).replaceAll("$1");
  }

  private static void add(List<Piece> pieces, String sentence) {
    String line = PageText.line(MARKS.matcher(sentence).replaceAll(" "));
    if (!line.isEmpty() && !DATE.matcher(line).matches()) {
      pieces.add(
          new Piece(
              line,
              sentence.startsWith("#"),
              DisplayWidth.of(line),
              Set.copyOf(PageAnalyzer.OF_PAGES.terms(line, MOST_TERMS))));
    }
  }

  /** About how much memory it takes, bytes. */
  int weight() {
    int weight = 64;
    for (Piece piece : list) {
      weight += 128 + 2 * piece.text().length() + 64 * piece.terms().size();
    }
    return weight;
  }
}
