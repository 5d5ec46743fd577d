package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of things in running text. */
final class Names {
  /** A name and its place. */
  record Span(String text, int start, int end) {}

  private static final String WORD = "\\p{Lu}[\\p{L}\\p{M}’'-]*";
  private static final Pattern RUN =
      Pattern.compile(
          WORD
              + "(?: (?:(?:of |for |& |of the |on the )?"
              + WORD
              + "|\\d+(?![\\d,.%]*\\p{L}?\\d)))*");
  private static final Pattern QUOTED = Pattern.compile("[“\"「『《]([^“”\"」』》]{2,60})[”\"」』》]");
  private static final Pattern TRAILING = Pattern.compile("(?:’s|'s|’|')$");
  private static final Set<String> NOT_NAMES =
      Set.copyOf(
          List.of(
              ("The A An In On At By Of For From To With And Or But It Its He She His Her They Their This"
                      + " That These Those There Here When Where Which Who Whom Whose What Why How Is Was"
                      + " Are Were Did Does Do Has Have If As After Before Since Until During While Both"
                      + " Each Every All Some Many Most Two Three Four Five Six One Today Now Then"
                      + " Also However According January February March April May June July August"
                      + " September October November December Monday Tuesday Wednesday Thursday Friday"
                      + " Saturday Sunday Not No Yes Please Write Compare MW GW km GWh Name Under Over"
                      + " Between Through Into About I We You Consider Find Tell Give Explain Describe")
                  .split(" ", -1)));

  private Names() {}

  /** Names in an English text: runs of capitalised words, and what stands in quotation marks. */
  static List<Span> in(String text) {
    List<Span> names = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      names.add(new Span(quoted.group(1), quoted.start(1), quoted.end(1)));
    }
    Matcher run = RUN.matcher(text);
    while (run.find()) {
      addRun(run.group(), run.start(), names);
    }
    return names;
  }

  private static void addRun(String run, int start, List<Span> names) {
    int from = start;
    String rest = run;
    while (true) {
      String first = rest.split(" ", 2)[0];
      if (!NOT_NAMES.contains(first)) {
        break;
      }
      int cut = rest.indexOf(' ');
      if (cut < 0) {
        return;
      }
      rest = rest.substring(cut + 1);
      from += cut + 1;
    }
    String lead = rest.split(" ", 2)[0];
    if (!Character.isUpperCase(lead.charAt(0)) && rest.indexOf(' ') > 0) {
      from += rest.indexOf(' ') + 1;
      rest = rest.substring(rest.indexOf(' ') + 1);
    }
    String name = TRAILING.matcher(rest).replaceFirst("");
    if (name.length() > 1 && Character.isUpperCase(name.charAt(0))) {
      names.add(new Span(name, from, from + name.length()));
    }
  }

  /** A page's subject: its title without the site's name. */
  static String subject(String title) {
    String[] parts = title.split("\\s+[—–|·-]\\s+|\\s*[|｜]\\s*|——", 2);
    return parts[0].isBlank() ? title.strip() : parts[0].strip();
  }

  /** Whether two names may well mean the same thing. */
  static boolean same(String one, String other) {
    Set<String> ones = variants(one);
    Set<String> others = variants(other);
    for (String a : ones) {
      for (String b : others) {
        if (a.equals(b) || partOf(a, b) || partOf(b, a)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A text's own wording, the wording without brackets, and what stands in them. */
  private static Set<String> variants(String name) {
    Set<String> all = new HashSet<>();
    all.add(Fold.core(name));
    Matcher m = Pattern.compile("[(（](.*?)[)）]").matcher(name);
    while (m.find()) {
      all.add(Fold.of(m.group(1)));
    }
    all.removeIf(String::isEmpty);
    return all;
  }

  private static boolean partOf(String part, String whole) {
    List<String> parts = Arrays.asList(part.split(" ", -1));
    List<String> wholes = Arrays.asList(whole.split(" ", -1));
    // A surname alone stands for a person of two or three names.
    return parts.size() == 1
        && part.length() >= 5
        && !Speech.hasHan(part)
        && wholes.size() >= 2
        && wholes.size() <= 3
        && wholes.get(wholes.size() - 1).equals(part);
  }

  /** Whether a text names a thing. */
  static boolean mentions(String text, String name) {
    return wanted(name).in(Fold.of(text));
  }

  /** A name to look for in many sentences. */
  static Wanted wanted(String name) {
    return new Wanted(variants(name));
  }

  /** Wordings of one name, folded. */
  record Wanted(Set<String> variants) {
    /** Whether a folded text has one of them. */
    boolean in(String folded) {
      for (String variant : variants) {
        boolean found =
            Speech.hasHan(variant)
                ? folded.contains(variant)
                : (" " + folded + " ").contains(" " + variant + " ");
        if (found) {
          return true;
        }
      }
      return false;
    }
  }
}
