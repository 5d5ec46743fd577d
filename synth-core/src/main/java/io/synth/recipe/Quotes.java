package io.synth.recipe;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a quote on a page whatever its spacing, case, quotation marks and Markdown, and gives the
 * passage verbatim.
 */
final class Quotes {
  /** Shorter ones are found on any page: our choice. */
  private static final int LEAST_LETTERS = 6;

  private static final Pattern LINK_TARGET = Pattern.compile("]\\([^)\\s]*\\)");

  private static final Pattern MARKS_AFTER =
      Pattern.compile("(?:]\\([^)\\s]*\\)|[*_%\"”」》])*[.。!！?？]?");

  private Quotes() {}

  /** The letters and digits of a text, with the place of each in it. */
  private record Letters(String text, List<Integer> places) {}

  /** The passage of the page that has the same letters and digits in the same order. */
  static Optional<String> locate(String page, String quote) {
    String wanted = letters(quote).text();
    if (wanted.length() < LEAST_LETTERS) {
      return Optional.empty();
    }
    Letters letters = letters(page);
    int at = letters.text().indexOf(wanted);
    if (at < 0) {
      return Optional.empty();
    }
    int start = letters.places().get(at);
    int last = letters.places().get(at + wanted.length() - 1);
    return Optional.of(withMarks(page, start, last + Character.charCount(page.codePointAt(last))));
  }

  /** The passage with the marks that belong to it: emphasis, link, quotation, the final point. */
  private static String withMarks(String page, int first, int afterLast) {
    int start = first;
    while (start > 0 && "[*_\"“「《".indexOf(page.charAt(start - 1)) >= 0) {
      start--;
    }
    Matcher marks = MARKS_AFTER.matcher(page).region(afterLast, page.length());
    return page.substring(start, marks.lookingAt() ? marks.end() : afterLast);
  }

  private static Letters letters(String text) {
    StringBuilder letters = new StringBuilder();
    List<Integer> places = new ArrayList<>();
    Matcher target = LINK_TARGET.matcher(text);
    int nextTarget = target.find() ? target.start() : text.length();
    for (int i = 0; i < text.length(); ) {
      if (i == nextTarget) {
        i = target.end();
        nextTarget = target.find() ? target.start() : text.length();
        continue;
      }
      int c = text.codePointAt(i);
      if (Character.isLetterOrDigit(c)) {
        String folded =
            Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
        letters.append(folded);
        for (int k = 0; k < folded.length(); k++) {
          places.add(i);
        }
      }
      i += Character.charCount(c);
    }
    return new Letters(letters.toString(), places);
  }
}
