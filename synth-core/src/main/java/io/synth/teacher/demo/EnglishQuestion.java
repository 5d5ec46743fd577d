package io.synth.teacher.demo;

import io.synth.teacher.demo.Relations.Form;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads English questions by their grammar: "In which city was the designer of X born?". */
final class EnglishQuestion {
  private static final Pattern LEAD =
      Pattern.compile(
          "^(?:please |can you tell me |could you tell me |tell me |find out |do you know |i want to know )+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WHAT_IS =
      Pattern.compile("^(?:what|which|who) (?:is|was|are|were) (.+)$");
  private static final Pattern WHO = Pattern.compile("^(?:who|what) (.+)$");
  private static final Pattern BY_WHOM =
      Pattern.compile("^by (?:whom|which [\\w ]+?) (?:is|was|were) (.+)$");
  private static final Pattern AFTER_WHOM =
      Pattern.compile("^after (?:whom|what|which \\w+) (?:is|was|were) (.+) named$");
  private static final Pattern WHEN =
      Pattern.compile("^(?:when|(?:in|since) (?:which|what) year) (?:is|was|were|did) (.+)$");
  private static final Pattern WHERE =
      Pattern.compile(
          "^(where|(?:in|on|at|from|to|into|for|under|by) (?:which|what) ([\\w ]+?)) (?:is|was|were|did|does|do) (.+)$");
  private static final Pattern WHICH_DOES =
      Pattern.compile("^(?:which|what) ([\\w -]+?) (?:does|did|do|is|was) (.+)$");
  private static final Pattern WHICH = Pattern.compile("^(?:which|what) (.+)$");
  private static final Pattern HOW = Pattern.compile("^how (\\w+) (?:is|was|are) (.+)$");

  private static final List<Clause> CLAUSES =
      List.of(
          new Clause(Relations.BYS, false),
          new Clause(Relations.AGENTS, true),
          new Clause(Relations.DIRECTS, false));

  private EnglishQuestion() {}

  /** What is asked for, where the grammar is understood. */
  static Optional<Subject> read(String question) {
    String q = LEAD.matcher(question.strip()).replaceFirst("").replaceAll("[?.!\\s]+$", "");
    q = q.replaceAll("\\s+", " ").replaceAll(",? (?:according to [^,?]+|today|currently)$", "");
    if (q.isEmpty()) {
      return Optional.empty();
    }
    q = q.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + q.substring(1);
    return askedByVerb(q);
  }

  private static Optional<Subject> none() {
    return Optional.empty();
  }

  private static Optional<Subject> askedByVerb(String q) {
    Matcher m = AFTER_WHOM.matcher(q);
    if (m.matches()) {
      return relation("named_after").map(r -> EnglishPhrase.related(r, true, "", m.group(1)));
    }
    Optional<Subject> found = byWhom(q);
    found = found.or(() -> when(q));
    found = found.or(() -> how(q));
    found = found.or(() -> where(q));
    found = found.or(() -> what(q));
    found = found.or(() -> who(q));
    found = found.or(() -> whichDoes(q));
    return found.or(() -> which(q));
  }

  private static Optional<Subject> byWhom(String q) {
    Matcher m = BY_WHOM.matcher(q);
    if (!m.matches()) {
      return none();
    }
    for (Form form : EnglishPhrase.english(Relations.BYS)) {
      String verb = EnglishVerbs.PREPOSITION.matcher(form.text()).replaceFirst("");
      if (m.group(1).endsWith(" " + verb)) {
        return Optional.of(
            EnglishPhrase.related(form.relation(), true, "", EnglishPhrase.cut(m.group(1), verb)));
      }
    }
    return none();
  }

  static Optional<Subject> when(String q) {
    Matcher m = WHEN.matcher(q);
    if (!m.matches()) {
      return none();
    }
    for (Form form : EnglishPhrase.english(Relations.EVENTS)) {
      for (String verb : EnglishVerbs.inflected(form.text())) {
        if (m.group(1).endsWith(" " + verb)) {
          return Optional.of(
              EnglishPhrase.related(
                  form.relation(), true, "year", EnglishPhrase.cut(m.group(1), verb)));
        }
      }
    }
    return none();
  }

  private static Optional<Subject> how(String q) {
    Matcher m = HOW.matcher(q);
    if (m.matches()) {
      for (Form form : EnglishPhrase.english(Relations.ADJECTIVES)) {
        if (form.text().equals(m.group(1))) {
          return Optional.of(EnglishPhrase.related(form.relation(), true, "", m.group(2)));
        }
      }
    }
    Matcher people =
        Pattern.compile("^how many (?:people|inhabitants) (?:live|lived|are there) (?:in|on) (.+)$")
            .matcher(q);
    return people.matches()
        ? relation("population").map(r -> EnglishPhrase.related(r, true, "", people.group(1)))
        : none();
  }

  private static Optional<Subject> where(String q) {
    Matcher m = WHERE.matcher(q);
    if (!m.matches()) {
      return none();
    }
    String sort = m.group(2) == null ? "" : m.group(2);
    return EnglishVerbs.atEnd(m.group(3), sort, m.group(1));
  }

  private static Optional<Subject> what(String q) {
    Matcher m = WHAT_IS.matcher(q);
    if (!m.matches()) {
      return none();
    }
    Subject subject = EnglishPhrase.nounPhrase(m.group(1));
    if (!subject.simple()) {
      return Optional.of(subject);
    }
    for (Form form : EnglishPhrase.english(Relations.BYS)) {
      if (m.group(1).endsWith(" " + form.text())) {
        return Optional.of(
            EnglishPhrase.related(
                form.relation(), true, "", EnglishPhrase.cut(m.group(1), form.text())));
      }
    }
    return EnglishVerbs.atEnd(m.group(1), "", "");
  }

  private static Optional<Subject> who(String q) {
    Matcher m = WHO.matcher(q);
    if (!m.matches() || m.group(1).matches("(?:is|was|are|were|did|does|do) .*")) {
      return none();
    }
    for (Form form : EnglishPhrase.english(Relations.AGENTS)) {
      if (m.group(1).startsWith(form.text() + " ")) {
        String rest = m.group(1).substring(form.text().length() + 1);
        return Optional.of(EnglishPhrase.related(form.relation(), true, "person", rest));
      }
    }
    for (Form form : EnglishPhrase.english(Relations.DIRECTS)) {
      if (m.group(1).startsWith(form.text() + " ")) {
        String rest = m.group(1).substring(form.text().length() + 1);
        return Optional.of(EnglishPhrase.related(form.relation(), false, "", rest));
      }
    }
    return none();
  }

  private static Optional<Subject> whichDoes(String q) {
    Matcher m = WHICH_DOES.matcher(q);
    if (m.matches()) {
      Optional<Subject> found = EnglishVerbs.atEnd(m.group(2), m.group(1), "");
      if (found.isPresent()) {
        return found;
      }
      // "Which book did X write": the subject of the relation whose object is X.
      for (Form form : EnglishPhrase.english(Relations.AGENTS)) {
        for (String verb : EnglishVerbs.inflected(form.text())) {
          if (m.group(2).endsWith(" " + verb)) {
            return Optional.of(
                EnglishPhrase.related(
                    form.relation(), false, m.group(1), EnglishPhrase.cut(m.group(2), verb)));
          }
        }
      }
    }
    return none();
  }

  private static Optional<Subject> which(String q) {
    Matcher m = WHICH.matcher(q);
    return m.matches() ? clause(m.group(1)) : none();
  }

  /** "yard built X", "bridge was designed by X", "river flows into X". */
  private static Optional<Subject> clause(String text) {
    int best = Integer.MAX_VALUE;
    Optional<Subject> found = none();
    for (Clause clause : CLAUSES) {
      for (Form form : EnglishPhrase.english(clause.forms())) {
        int at = text.indexOf(" " + form.text() + " ");
        if (at > 0 && at < best && text.substring(0, at).split(" ", -1).length <= 5) {
          best = at;
          String sort = text.substring(0, at).replaceFirst(" (?:is|was|were|are|has|had)$", "");
          String rest = text.substring(at + form.text().length() + 2);
          found = Optional.of(EnglishPhrase.related(form.relation(), clause.forward(), sort, rest));
        }
      }
    }
    return found;
  }

  /** How a verb between two things tells the direction. */
  private record Clause(List<Form> forms, boolean forward) {}

  private static Optional<Relation> relation(String id) {
    return Relations.ALL.stream().filter(r -> r.id().equals(id)).findFirst();
  }
}
