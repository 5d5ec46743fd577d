package io.synth.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits English and Chinese text, plain or Markdown, into sentences. A heading, a list item's
 * first line and a table row begin a sentence of their own; citations and footnote marks after the
 * stop belong to the sentence before them.
 */
public final class Sentences {
  private static final Pattern OWN_LINE =
      Pattern.compile("\\s*(?:#{1,6}\\s.*|\\|.*|```.*|~~~.*|(?:[-*_]\\s*){3,})");
  private static final Pattern OPENS_BLOCK =
      Pattern.compile(
          "\\s*(?:>\\s*)*(?:(?:[-*+•]|\\(?\\d{1,3}[.)、）]|[（(][一二三四五六七八九十\\d]{1,3}[)）])\\s+|>\\s*)");
  private static final Pattern NO_TEXT = Pattern.compile("[\\s|:\\-=*_~`>#+]*");
  private static final Pattern MARKER =
      Pattern.compile("\\s*(?:#{1,6}\\s+|(?:>\\s*)+|(?:[-*+•]|\\(?\\d{1,3}[.)、）])\\s+)+");
  private static final Pattern CITATIONS =
      Pattern.compile("(?:[ \\t]*\\\\cite\\{[^}\\n]{0,400}\\}|\\[\\^?\\d{1,3}\\])+");
  private static final String WESTERN_STOPS = ".!?";
  private static final String CHINESE_STOPS = "。！？；…｡";
  private static final String CLOSERS = "\"'”’)]}）］】」』》〉*_";

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "mt", "rev", "gen", "col", "capt", "lt", "sgt",
          "gov", "sen", "rep", "hon", "jr", "sr", "vs", "e.g", "i.e", "cf", "ca", "approx", "viz",
          "fig", "figs", "eq", "eqs", "sec", "ch", "vol", "vols", "pp", "ed", "eds", "al", "et",
          "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec");

  /** Abbreviations that end no sentence only where a number follows. */
  private static final Set<String> BEFORE_NUMBERS = Set.of("no", "nos", "p", "art", "ref", "c");

  private Sentences() {}

  /**
   * A sentence without white space around it.
   *
   * @param start its first UTF-16 code unit in the whole text
   * @param end after its last one
   */
  public record Sentence(String text, int start, int end) {}

  /** Sentences in reading order; none for a text without words. */
  public static List<Sentence> of(String text) {
    List<Sentence> sentences = new ArrayList<>();
    int block = 0;
    int line = 0;
    while (line < text.length()) {
      int newline = text.indexOf('\n', line);
      int end = newline < 0 ? text.length() : newline;
      String content = text.substring(line, end);
      if (content.isBlank()) {
        split(text, block, line, sentences);
        block = end;
      } else if (OWN_LINE.matcher(content).matches()) {
        split(text, block, line, sentences);
        add(text, line, end, sentences);
        block = end;
      } else if (OPENS_BLOCK.matcher(content).lookingAt()) {
        split(text, block, line, sentences);
        block = line;
      }
      line = end + 1;
    }
    split(text, Math.min(block, text.length()), text.length(), sentences);
    return sentences;
  }

  private static void split(String text, int from, int to, List<Sentence> sentences) {
    int start = from;
    Matcher marker = MARKER.matcher(text).region(from, to);
    int i = marker.lookingAt() ? marker.end() : from;
    while (i < to) {
      char c = text.charAt(i);
      if (CHINESE_STOPS.indexOf(c) < 0 && WESTERN_STOPS.indexOf(c) < 0) {
        i++;
        continue;
      }
      int stop = i;
      while (i < to && isStop(text.charAt(i))) {
        i++;
      }
      int afterStops = i;
      while (i < to && CLOSERS.indexOf(text.charAt(i)) >= 0 && !opensCitation(text, i, to)) {
        i++;
      }
      Matcher citations = CITATIONS.matcher(text).region(i, to);
      boolean cited = citations.lookingAt();
      int end = cited ? citations.end() : i;
      if (cited || endsSentence(text, start, stop, afterStops, end, to)) {
        add(text, start, end, sentences);
        start = end;
      }
      i = Math.max(end, afterStops);
    }
    add(text, start, to, sentences);
  }

  private static boolean isStop(char c) {
    return CHINESE_STOPS.indexOf(c) >= 0 || WESTERN_STOPS.indexOf(c) >= 0;
  }

  private static boolean opensCitation(String text, int at, int to) {
    return CITATIONS.matcher(text).region(at, to).lookingAt();
  }

  private static boolean endsSentence(
      String text, int start, int stop, int afterStops, int end, int to) {
    int next = end;
    while (next < to && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    if (next >= to) {
      return true;
    }
    int follows = text.codePointAt(next);
    boolean chinese = CHINESE_STOPS.indexOf(text.charAt(afterStops - 1)) >= 0;
    if (chinese) {
      boolean ellipsis = text.charAt(afterStops - 1) == '…';
      return !(ellipsis && Character.isLowerCase(follows));
    }
    boolean spaced = next > end;
    if (!spaced && !LanguageOf.isHan(follows)) {
      return false;
    }
    if (Character.isLowerCase(follows)) {
      return false;
    }
    boolean singleStop = afterStops == stop + 1 && text.charAt(stop) == '.';
    return !singleStop || end > afterStops || !isAbbreviation(text, start, stop, follows);
  }

  private static boolean isAbbreviation(String text, int start, int stop, int follows) {
    int from = stop;
    while (from > start && isAbbreviationPart(text.charAt(from - 1))) {
      from--;
    }
    String word = text.substring(from, stop);
    String lower = word.toLowerCase(Locale.ROOT);
    if (ABBREVIATIONS.contains(lower)) {
      return true;
    }
    if (BEFORE_NUMBERS.contains(lower) && Character.isDigit(follows)) {
      return true;
    }
    // Initials, as in "J. Maskell" or "U.S. Navy".
    String last = word.substring(word.lastIndexOf('.') + 1);
    return last.length() == 1 && Character.isUpperCase(last.charAt(0));
  }

  private static boolean isAbbreviationPart(char c) {
    return c == '.' || (Character.isLetter(c) && !LanguageOf.isHan(c));
  }

  private static void add(String text, int from, int to, List<Sentence> sentences) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    String sentence = text.substring(start, end);
    if (!NO_TEXT.matcher(sentence).matches()) {
      sentences.add(new Sentence(sentence, start, end));
    }
  }
}
