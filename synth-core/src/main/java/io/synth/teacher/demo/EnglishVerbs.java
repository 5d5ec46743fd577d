package io.synth.teacher.demo;

import io.synth.teacher.demo.Relations.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Verbs at the end of English clauses: "X born", "did X flow into", "where X studied". */
final class EnglishVerbs {
  static final Pattern PREPOSITION =
      Pattern.compile(" (?:in|at|on|under|after|to|into|from|by|for|of|with)$");
  private static final Pattern AUXILIARY = Pattern.compile("^(?:is|was|are|were|has|have|had) ");

  private EnglishVerbs() {}

  /**
   * The relation that a clause's last verb tells, to what stands before it.
   *
   * @param pronoun how the clause or question begins, e.g. "where", "under whom": of verbs that
   *     differ in their preposition alone, the one that fits is taken
   */
  static Optional<Subject> atEnd(String text, String sort, String pronoun) {
    List<Form> forms = EnglishPhrase.english(Relations.DIRECTS);
    List<Form> fitting = forms.stream().filter(f -> fits(f, pronoun)).toList();
    return atEnd(text, sort, fitting).or(() -> atEnd(text, sort, forms));
  }

  private static boolean fits(Form form, String pronoun) {
    String last = form.text().substring(form.text().lastIndexOf(' ') + 1);
    return pronoun.equals("where")
        ? List.of("at", "in", "on").contains(last)
        : pronoun.startsWith(last + " ");
  }

  private static Optional<Subject> atEnd(String text, String sort, List<Form> forms) {
    for (Form form : forms) {
      String bare = bare(form.text());
      String core = PREPOSITION.matcher(bare).replaceFirst("");
      for (String verb : List.of(bare, core)) {
        for (String inflected : inflected(verb)) {
          if (text.endsWith(" " + inflected) && inflected.length() > 2) {
            return Optional.of(
                EnglishPhrase.related(
                    form.relation(), true, sort, EnglishPhrase.cut(text, inflected)));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Without "is" or "was". */
  static String bare(String verb) {
    return AUXILIARY.matcher(verb).replaceFirst("");
  }

  /** A verb as it stands, and after "did" or "does". */
  static List<String> inflected(String verb) {
    String[] words = verb.split(" ", 2);
    String rest = words.length > 1 ? " " + words[1] : "";
    String first = words[0];
    List<String> all = new ArrayList<>(List.of(verb));
    if (first.endsWith("ied") || first.endsWith("ies")) {
      all.add(first.substring(0, first.length() - 3) + "y" + rest);
    }
    if (first.endsWith("ed") && first.length() > 4) {
      all.add(first.substring(0, first.length() - 2) + rest);
      all.add(first.substring(0, first.length() - 1) + rest);
    }
    if (first.endsWith("es") && first.length() > 4) {
      all.add(first.substring(0, first.length() - 2) + rest);
    }
    if (first.endsWith("s") && first.length() > 3 && !first.endsWith("ss")) {
      all.add(first.substring(0, first.length() - 1) + rest);
    }
    return all;
  }
}
