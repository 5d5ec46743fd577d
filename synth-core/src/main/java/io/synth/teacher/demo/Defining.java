package io.synth.teacher.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes from passages how they define a thing: "X is a steel arch bridge over ..." */
final class Defining {
  private static final Pattern IS_EN = Pattern.compile("\\b(?:is|was) (?:an?|the) (.+)$");
  private static final Pattern IS_ZH = Pattern.compile("是(.+)$");
  private static final Pattern COUNTED = Pattern.compile("^一[座所家个位条艘本部项种颗台片]");
  private static final Pattern SORT_EN =
      Pattern.compile(
          "^((?:[a-z-]+ ){0,2}[a-z-]+)(?= (?:of|in|on|at|off|over|that|which|who|with|for|from|and|by|to)\\b|[,.;]|$)");
  private static final int LEAST_TERMS = 4;

  private Defining() {}

  /**
   * A description without the name and without the hidden names; empty where the passages give none
   * that tells enough to find the thing by.
   */
  static Optional<String> of(
      String name, List<Passage> passages, List<String> hidden, Speech speech) {
    return predicates(name, passages, speech).stream()
        .map(p -> told(p, hidden))
        .filter(t -> Terms.of(t).size() >= LEAST_TERMS && Speech.of(t) == speech)
        .filter(t -> !Names.mentions(t, name))
        .findFirst();
  }

  /** What kind of thing it is, e.g. "steel arch bridge"; empty where the passages do not tell. */
  static String sort(String name, List<Passage> passages, Speech speech) {
    for (String predicate : predicates(name, passages, speech)) {
      if (speech == Speech.EN) {
        Matcher m = SORT_EN.matcher(predicate);
        if (m.find() && !m.group(1).contains("largest")) {
          return m.group(1);
        }
      } else {
        String last = predicate.replaceFirst("[，。；].*$", "").replaceFirst("^.*的", "");
        last = COUNTED.matcher(last).replaceFirst("");
        if (last.length() >= 2 && last.length() <= 8) {
          return last;
        }
      }
    }
    return "";
  }

  private static List<String> predicates(String name, List<Passage> passages, Speech speech) {
    Pattern is = speech == Speech.EN ? IS_EN : IS_ZH;
    return passages.stream()
        .flatMap(p -> Sentence.split(Sentence.of(p.quote()).plain()).stream())
        .map(s -> s.plain().strip())
        .filter(s -> startsWith(s, name))
        .map(is::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1).replaceAll("[.。!！]+$", "").strip())
        .toList();
  }

  private static boolean startsWith(String sentence, String name) {
    String lower = sentence.toLowerCase(Locale.ROOT).replaceFirst("^the ", "");
    return lower.startsWith(name.toLowerCase(Locale.ROOT).replaceFirst("^the ", ""));
  }

  /** The predicate up to the clause that would give a hidden name away. */
  private static String told(String predicate, List<String> hidden) {
    String text = predicate;
    for (String secret : hidden) {
      int at = text.toLowerCase(Locale.ROOT).indexOf(secret.toLowerCase(Locale.ROOT));
      if (at >= 0) {
        int comma = Math.max(text.lastIndexOf(", ", at), text.lastIndexOf('，', at));
        text = comma > 0 ? text.substring(0, comma) : "";
      }
    }
    return text.replaceAll("[,，;；:：]$", "").strip();
  }
}
