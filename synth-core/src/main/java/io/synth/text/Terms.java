package io.synth.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Terms of a text: a word or number of an alphabetic script is one term, in lower case; each Han
 * character is one. Full-width letters and digits count as half-width ones. One pass over the text.
 */
public final class Terms {
  private Terms() {}

  /** Terms in reading order. {@code 2,220} gives {@code 2220}; {@code 31.4} stays whole. */
  public static List<String> of(String text) {
    List<String> terms = new ArrayList<>(text.length() / 5 + 1);
    scan(
        text,
        new Sink() {
          @Override
          public void word(String word) {
            terms.add(word);
          }

          @Override
          public void han(int c, boolean afterHan) {
            terms.add(Character.toString(c));
          }
        });
    return terms;
  }

  /**
   * Terms for overlap: words as in {@link #of}, and pairs of neighbouring Han characters (a
   * character alone where it has no Han neighbour).
   */
  public static List<String> withHanPairs(String text) {
    Pairs pairs = new Pairs();
    scan(text, pairs);
    pairs.flush();
    return pairs.terms;
  }

  /** Runs of {@code n} terms, joined by a space, in reading order; the same run may come twice. */
  public static List<String> ngrams(List<String> terms, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("an n-gram has at least 1 term, not " + n);
    }
    List<String> grams = new ArrayList<>(Math.max(0, terms.size() - n + 1));
    for (int i = 0; i + n <= terms.size(); i++) {
      grams.add(String.join(" ", terms.subList(i, i + n)));
    }
    return grams;
  }

  /** Length in words, two Han characters counted as one word, rounded up. */
  public static int words(String text) {
    Count count = new Count();
    scan(text, count);
    return count.words + (count.han + 1) / 2;
  }

  private interface Sink {
    void word(String word);

    void han(int c, boolean afterHan);
  }

  private static final class Count implements Sink {
    private int words;
    private int han;

    @Override
    public void word(String word) {
      words++;
    }

    @Override
    public void han(int c, boolean afterHan) {
      han++;
    }
  }

  private static final class Pairs implements Sink {
    private final List<String> terms = new ArrayList<>();
    private int before;
    private boolean alone;

    @Override
    public void word(String word) {
      flush();
      terms.add(word);
    }

    @Override
    public void han(int c, boolean afterHan) {
      if (afterHan) {
        terms.add(new StringBuilder().appendCodePoint(before).appendCodePoint(c).toString());
        alone = false;
      } else {
        flush();
        alone = true;
      }
      before = c;
    }

    void flush() {
      if (alone) {
        terms.add(Character.toString(before));
        alone = false;
      }
    }
  }

  private static void scan(String text, Sink sink) {
    StringBuilder word = new StringBuilder();
    boolean afterHan = false;
    for (int i = 0; i < text.length(); ) {
      int raw = text.codePointAt(i);
      int next = i + Character.charCount(raw);
      int c = halfWidth(raw);
      boolean han = LanguageOf.isHan(c);
      if (!han && isWordPart(c)) {
        word.appendCodePoint(c);
      } else if (c == '.' && isDigitLast(word) && digitsFrom(text, next) > 0) {
        word.append('.');
      } else if (c != ',' || !isDigitLast(word) || digitsFrom(text, next) != 3) {
        flush(word, sink);
      }
      if (han) {
        sink.han(c, afterHan);
      }
      afterHan = han;
      i = next;
    }
    flush(word, sink);
  }

  private static boolean isWordPart(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isDigitLast(CharSequence word) {
    return word.length() > 0 && isDigit(word.charAt(word.length() - 1));
  }

  /** Digits from a place on; 4 stands for more than 3. */
  private static int digitsFrom(String text, int from) {
    int digits = 0;
    while (digits < 4
        && from + digits < text.length()
        && isDigit(halfWidth(text.charAt(from + digits)))) {
      digits++;
    }
    return digits;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static int halfWidth(int c) {
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
  }

  private static void flush(StringBuilder word, Sink sink) {
    if (word.length() > 0) {
      sink.word(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }
}
