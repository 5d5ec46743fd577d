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
          "^(?:where|(?:in|on|at|from|to|into|for|under|by) (?:which|what) ([\\w ]+?)) (?:is|was|were|did|does|do) (.+)$");
  private static final Pattern WHICH_DOES =
      Pattern.compile("^(?:which|what) ([\\w -]+?) (?:does|did|do|is|was) (.+)$");
  private static final Pattern WHICH = Pattern.compile("^(?:which|what) (.+)$");
  private static final Pattern HOW = Pattern.compile("^how (\\w+) (?:is|was|are) (.+)$");
  private static final Pattern RELATIVE =
      Pattern.compile("^the ([\\w -]+?) (who|that|which) (?:is |was |has been |first )?(.+)$");
  private static final Pattern PLACED =
      Pattern.compile(
          "^the ([\\w -]+?) (?:where|in which|at which|into which|on which|from which|for which|after"
              + " which|after whom|under whom|that|which|whom) (.+)$");
  private static final Pattern WHOSE =
      Pattern.compile("^the ([\\w -]+?) whose ([\\w ]+?) (?:is|was) (.+)$");
  private static final Pattern ADJECTIVE =
      Pattern.compile("^the (?:current|present|first|original|main|chief|former) (?=\\w)");
  private static final Pattern UNKNOWN_NOUN =
      Pattern.compile("^the ([a-z][\\w -]{2,40}?) of ((?:the )?\\p{Lu}.*)$");
  private static final Pattern PREPOSITION =
      Pattern.compile(" (?:in|at|on|under|after|to|into|from|by|for|of|with)$");

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
      return relation("named_after").map(r -> related(r, true, "", m.group(1)));
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
    for (Form form : english(Relations.BYS)) {
      String verb = PREPOSITION.matcher(form.text()).replaceFirst("");
      if (m.group(1).endsWith(" " + verb)) {
        return Optional.of(related(form.relation(), true, "", cut(m.group(1), verb)));
      }
    }
    return none();
  }

  private static Optional<Subject> when(String q) {
    Matcher m = WHEN.matcher(q);
    if (!m.matches()) {
      return none();
    }
    for (Form form : english(Relations.EVENTS)) {
      for (String verb : inflected(form.text())) {
        if (m.group(1).endsWith(" " + verb)) {
          return Optional.of(related(form.relation(), true, "year", cut(m.group(1), verb)));
        }
      }
    }
    return none();
  }

  private static Optional<Subject> how(String q) {
    Matcher m = HOW.matcher(q);
    if (m.matches()) {
      for (Form form : english(Relations.ADJECTIVES)) {
        if (form.text().equals(m.group(1))) {
          return Optional.of(related(form.relation(), true, "", m.group(2)));
        }
      }
    }
    Matcher people =
        Pattern.compile("^how many (?:people|inhabitants) (?:live|lived|are there) (?:in|on) (.+)$")
            .matcher(q);
    return people.matches()
        ? relation("population").map(r -> related(r, true, "", people.group(1)))
        : none();
  }

  private static Optional<Subject> where(String q) {
    Matcher m = WHERE.matcher(q);
    if (!m.matches()) {
      return none();
    }
    String sort = m.group(1) == null ? "" : m.group(1);
    return endingInVerb(m.group(2), sort);
  }

  private static Optional<Subject> what(String q) {
    Matcher m = WHAT_IS.matcher(q);
    if (!m.matches()) {
      return none();
    }
    Subject subject = nounPhrase(m.group(1));
    if (!subject.simple()) {
      return Optional.of(subject);
    }
    for (Form form : english(Relations.BYS)) {
      if (m.group(1).endsWith(" " + form.text())) {
        return Optional.of(related(form.relation(), true, "", cut(m.group(1), form.text())));
      }
    }
    return endingInVerb(m.group(1), "");
  }

  private static Optional<Subject> who(String q) {
    Matcher m = WHO.matcher(q);
    if (!m.matches() || m.group(1).matches("(?:is|was|are|were|did|does|do) .*")) {
      return none();
    }
    for (Form form : english(Relations.AGENTS)) {
      if (m.group(1).startsWith(form.text() + " ")) {
        String rest = m.group(1).substring(form.text().length() + 1);
        return Optional.of(related(form.relation(), true, "person", rest));
      }
    }
    for (Form form : english(Relations.DIRECTS)) {
      if (m.group(1).startsWith(form.text() + " ")) {
        String rest = m.group(1).substring(form.text().length() + 1);
        return Optional.of(related(form.relation(), false, "", rest));
      }
    }
    return none();
  }

  private static Optional<Subject> whichDoes(String q) {
    Matcher m = WHICH_DOES.matcher(q);
    if (m.matches()) {
      Optional<Subject> found = endingInVerb(m.group(2), m.group(1));
      if (found.isPresent()) {
        return found;
      }
      // "Which book did X write": the subject of the relation whose object is X.
      for (Form form : english(Relations.AGENTS)) {
        for (String verb : inflected(form.text())) {
          if (m.group(2).endsWith(" " + verb)) {
            return Optional.of(related(form.relation(), false, m.group(1), cut(m.group(2), verb)));
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
      for (Form form : english(clause.forms())) {
        int at = text.indexOf(" " + form.text() + " ");
        if (at > 0 && at < best && text.substring(0, at).split(" ", -1).length <= 5) {
          best = at;
          String sort = text.substring(0, at).replaceFirst(" (?:is|was|were|are|has|had)$", "");
          String rest = text.substring(at + form.text().length() + 2);
          found = Optional.of(related(form.relation(), clause.forward(), sort, rest));
        }
      }
    }
    return found;
  }

  /** How a verb between two things tells the direction. */
  private record Clause(List<Form> forms, boolean forward) {}

  /** "X born", "X flow into", "X named after". */
  private static Optional<Subject> endingInVerb(String text, String sort) {
    for (Form form : english(Relations.DIRECTS)) {
      String bare = form.text().replaceFirst("^(?:is|was|are|were|has|have|had) ", "");
      String core = PREPOSITION.matcher(bare).replaceFirst("");
      for (String verb : List.of(bare, core)) {
        for (String inflected : inflected(verb)) {
          if (text.endsWith(" " + inflected) && inflected.length() > 2) {
            return Optional.of(related(form.relation(), true, sort, cut(text, inflected)));
          }
        }
      }
    }
    return none();
  }

  /** A verb as it stands, and after "did" or "does". */
  private static List<String> inflected(String verb) {
    String[] words = verb.split(" ", 2);
    String rest = words.length > 1 ? " " + words[1] : "";
    String first = words[0];
    List<String> all = new java.util.ArrayList<>(List.of(verb));
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

  /** A noun phrase; at least a name or description, so it never fails. */
  static Subject nounPhrase(String phrase) {
    String text = ADJECTIVE.matcher(phrase.strip()).replaceFirst("the ");
    if (text.startsWith("the ")) {
      Optional<Subject> chained = ofChain(text).or(() -> relativeClause(text));
      if (chained.isPresent()) {
        return chained.get();
      }
    }
    for (Form form : english(Relations.NOUNS)) {
      Matcher m =
          Pattern.compile("^(.+)(?:'s|’s|s'|s’) " + Pattern.quote(form.text()) + "$").matcher(text);
      if (m.matches()) {
        return related(form.relation(), true, form.text(), m.group(1));
      }
    }
    Matcher unknown = UNKNOWN_NOUN.matcher(text);
    if (unknown.matches() && !unknown.group(1).contains(" that ")) {
      Relation named = Relation.named(unknown.group(1), Relation.Kind.NAME);
      return related(named, true, "", unknown.group(2));
    }
    String bare = text.replaceFirst("^(?:the|a|an) ", "");
    boolean unnamed =
        !bare.isEmpty()
            && Character.isLowerCase(bare.codePointAt(0))
            && bare.contains(" ")
            && Names.in(bare).isEmpty();
    boolean told = bare.matches("[a-z].* (?:that|which|who|in|of|on|with|from|for|off) .*");
    return unnamed || told || bare.split(" ", -1).length > 6
        ? new Subject.Described(bare)
        : new Subject.Named(bare);
  }

  private static Optional<Subject> ofChain(String text) {
    for (Form form : english(Relations.NOUNS)) {
      String head = "the " + form.text() + " of ";
      if (text.startsWith(head)) {
        return Optional.of(
            related(form.relation(), true, form.text(), text.substring(head.length())));
      }
    }
    return none();
  }

  private static Optional<Subject> relativeClause(String text) {
    for (Form form : english(Relations.BYS)) {
      Matcher m =
          Pattern.compile(
                  "^the ([\\w -]{2,40}?) (?:that was |which was |that is |which is )?"
                      + form.text()
                      + " (.+)$")
              .matcher(text);
      if (m.matches()
          && !m.group(1).contains(" of ")
          && !m.group(1).matches(".*\\b(?:who|that|which)\\b.*")) {
        return Optional.of(related(form.relation(), false, m.group(1), m.group(2)));
      }
    }
    Matcher year = Pattern.compile("^the year (?:in which|when|that) (.+)$").matcher(text);
    if (year.matches()) {
      return when("when was " + year.group(1).replaceFirst(" (?:is|was|were) ", " "));
    }
    Matcher m = RELATIVE.matcher(text);
    if (m.matches()) {
      for (Form form : english(Relations.AGENTS)) {
        if (m.group(3).startsWith(form.text() + " ")) {
          String rest = m.group(3).substring(form.text().length() + 1);
          return Optional.of(related(form.relation(), true, m.group(1), rest));
        }
      }
      for (Form form : english(Relations.DIRECTS)) {
        String bare = form.text().replaceFirst("^(?:is|was|are|were|has|have|had) ", "");
        if (m.group(3).startsWith(bare + " ")) {
          String rest = m.group(3).substring(bare.length() + 1);
          return Optional.of(related(form.relation(), false, m.group(1), rest));
        }
      }
    }
    Matcher whose = WHOSE.matcher(text);
    if (whose.matches()) {
      for (Form form : english(Relations.NOUNS)) {
        if (form.text().equals(whose.group(2))) {
          return Optional.of(related(form.relation(), false, whose.group(1), whose.group(3)));
        }
      }
    }
    Matcher placed = PLACED.matcher(text);
    if (placed.matches()) {
      String clause = placed.group(2).replaceFirst(" (?:is|was|were|are) (?=\\w+(?: \\w+)?$)", " ");
      return endingInVerb(clause, placed.group(1)).or(() -> endingInAgent(clause, placed.group(1)));
    }
    return none();
  }

  /** "X designed", of "the bridge that X designed". */
  private static Optional<Subject> endingInAgent(String text, String sort) {
    for (Form form : english(Relations.AGENTS)) {
      if (text.endsWith(" " + form.text())) {
        return Optional.of(related(form.relation(), false, sort, cut(text, form.text())));
      }
    }
    return none();
  }

  private static Subject related(Relation relation, boolean forward, String sort, String rest) {
    return new Subject.Related(relation, forward, sort, nounPhrase(rest));
  }

  private static String cut(String text, String ending) {
    return text.substring(0, text.length() - ending.length()).strip();
  }

  private static List<Form> english(List<Form> forms) {
    return forms.stream().filter(f -> !Speech.hasHan(f.text())).toList();
  }

  private static Optional<Relation> relation(String id) {
    return Relations.ALL.stream().filter(r -> r.id().equals(id)).findFirst();
  }
}
