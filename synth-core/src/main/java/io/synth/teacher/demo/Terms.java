package io.synth.teacher.demo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Content terms of a text, for measuring overlap: English words without function words and with
 * endings cut, pairs of adjacent Han characters, numbers.
 */
final class Terms {
  private static final Pattern RUN =
      Pattern.compile("[\\p{IsHan}]+|[\\p{L}\\p{N}%.&&[^\\p{IsHan}]]+");
  private static final Pattern FUNCTION_HAN =
      Pattern.compile("哪一年|哪一|哪座|哪个|哪位|哪些|什么|多少|如何|怎样|请问|[的了是和与及或也就都而吗呢吧着]");
  private static final Set<String> FUNCTION_WORDS =
      Set.copyOf(
          List.of(
              ("a an the of in on at to for from by with and or as is are was were be been being it its"
                      + " this that these those there which who whom whose what when where why how did"
                      + " does do has have had not no but if than then so such into about over under"
                      + " between also any all each more most other their his her he she they them we"
                      + " you your our i me my one can could should would may will must please")
                  .split(" ", -1)));

  private Terms() {}

  static Set<String> of(String text) {
    Set<String> terms = new LinkedHashSet<>();
    Matcher runs = RUN.matcher(Fold.of(text));
    while (runs.find()) {
      String run = runs.group();
      if (Speech.isHan(run.codePointAt(0))) {
        addHan(run, terms);
      } else if (!FUNCTION_WORDS.contains(run) && (run.length() > 1 || isDigit(run))) {
        terms.add(stem(run));
      }
    }
    return terms;
  }

  private static boolean isDigit(String run) {
    return Character.isDigit(run.charAt(0));
  }

  private static void addHan(String run, Set<String> terms) {
    for (String part : FUNCTION_HAN.split(run, -1)) {
      if (part.length() == 1) {
        terms.add(part);
      }
      for (int i = 0; i + 2 <= part.length(); i++) {
        terms.add(part.substring(i, i + 2));
      }
    }
  }

  private static String stem(String word) {
    if (isDigit(word) || word.length() < 5) {
      return word.endsWith("s") && word.length() == 4 ? word.substring(0, 3) : word;
    }
    for (String ending : new String[] {"ings", "ing", "ies", "ers", "ed", "es", "er", "s", "e"}) {
      if (word.endsWith(ending) && word.length() - ending.length() >= 3) {
        String stem = word.substring(0, word.length() - ending.length());
        return ending.equals("ies") ? stem + "y" : stem;
      }
    }
    return word;
  }

  /** Share of the wanted terms that are there; 0 where nothing is wanted. */
  static double coverage(Set<String> wanted, Set<String> there) {
    if (wanted.isEmpty()) {
      return 0;
    }
    return (double) wanted.stream().filter(there::contains).count() / wanted.size();
  }
}
