package io.synth.teacher.demo;

import io.synth.teacher.demo.Relations.Form;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads English noun phrases: "the founder of the school where X studied". */
final class EnglishPhrase {
  private static final Pattern RELATIVE =
      Pattern.compile("^the ([\\w -]+?) (who|that|which) (?:is |was |has been |first )?(.+)$");
  private static final Pattern PLACED =
      Pattern.compile(
          "^the ([\\w -]+?) (where|in which|at which|into which|on which|from which|for which|after"
              + " which|after whom|under whom|that|which|whom) (.+)$");
  private static final Pattern WHOSE =
      Pattern.compile("^the ([\\w -]+?) whose ([\\w ]+?) (?:is|was) (.+)$");
  private static final Pattern ADJECTIVE =
      Pattern.compile("^the (?:current|present|first|original|main|chief|former) (?=\\w)");
  private static final Pattern UNKNOWN_NOUN =
      Pattern.compile("^the ([a-z][\\w -]{2,40}?) of ((?:the )?\\p{Lu}.*)$");

  private EnglishPhrase() {}

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
    return Optional.empty();
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
      return EnglishQuestion.when(
          "when was " + year.group(1).replaceFirst(" (?:is|was|were) ", " "));
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
        String bare = EnglishVerbs.bare(form.text());
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
      String sort = placed.group(1);
      String clause = placed.group(3).replaceFirst(" (?:is|was|were|are) (?=\\w+(?: \\w+)?$)", " ");
      return EnglishVerbs.atEnd(clause, sort, placed.group(2))
          .or(() -> endingInAgent(clause, sort));
    }
    return Optional.empty();
  }

  /** "X designed", of "the bridge that X designed". */
  private static Optional<Subject> endingInAgent(String text, String sort) {
    for (Form form : english(Relations.AGENTS)) {
      if (text.endsWith(" " + form.text())) {
        return Optional.of(related(form.relation(), false, sort, cut(text, form.text())));
      }
    }
    return Optional.empty();
  }

  static Subject related(Relation relation, boolean forward, String sort, String rest) {
    return new Subject.Related(relation, forward, sort, nounPhrase(rest));
  }

  static String cut(String text, String ending) {
    return text.substring(0, text.length() - ending.length()).strip();
  }

  static List<Form> english(List<Form> forms) {
    return forms.stream().filter(f -> !Speech.hasHan(f.text())).toList();
  }
}
