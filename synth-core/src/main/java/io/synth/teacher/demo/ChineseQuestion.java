package io.synth.teacher.demo;

import io.synth.teacher.demo.Relations.Form;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Chinese questions by their grammar: "X的设计者出生于哪座城市？". */
final class ChineseQuestion {
  private static final Pattern LEAD = Pattern.compile("^(?:请问|请告诉我|请查明|查一下|我想知道)[，,:：]?");
  private static final Pattern WHO_DID =
      Pattern.compile("^(?:是)?(?:谁|哪(?:位|个|家|所|座)?[^的]{0,5}?)(?=\\p{IsHan})(.+)$");
  private static final Pattern BY_WHOM =
      Pattern.compile("^(.+?)(?:是)?(?:由|被)?(?:谁|哪(?:位|个|家|所)[^的，]{0,6}?)(?:所)?$");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("^(.+?)(?:是|又是)?(?:在|于)?(?:哪一年|哪年|何年|什么时候|何时|哪个年份)(.+?)的?$");
  private static final Pattern YEAR_LAST =
      Pattern.compile("^(.+?)(?:于|在|是)?(?:于|在)?(?:哪一年|哪年|何年|什么时候|何时|哪个年份)$");
  private static final Pattern PLACE_FIRST =
      Pattern.compile("^(.+?)(?:是)?(?:在|到|向|从)(?:哪[^的]{0,5}?|什么地方|何处)(.{1,4}?)的?$");
  private static final Pattern TAIL =
      Pattern.compile("^(.+?)(?:分别)?(?:是|为|叫|有|在)(?:谁|什么.*|哪.+|多少.*|何.*|几.*)$");
  private static final Pattern QUESTION_WORD = Pattern.compile("(?:哪|什么|何|谁).*$");
  private static final Pattern HOW_MUCH = Pattern.compile("^(.+?)(?:有)?多(\\p{IsHan})$");
  private static final Pattern CLASSED = Pattern.compile("^(.+)的([^的]{1,10})$");

  private ChineseQuestion() {}

  /** What is asked for, where the grammar is understood. */
  static Optional<Subject> read(String question) {
    String q = LEAD.matcher(question.strip()).replaceFirst("").replaceAll("[？?。！\\s]+$", "");
    Optional<Subject> found = year(q);
    found = found.or(() -> byWhom(q));
    found = found.or(() -> placeFirst(q));
    found = found.or(() -> direct(q));
    found = found.or(() -> agentObject(q));
    found = found.or(() -> howMuch(q));
    found = found.or(() -> tail(q));
    return found.or(() -> whoDid(q));
  }

  private static Optional<Subject> year(String q) {
    Matcher first = YEAR_FIRST.matcher(q);
    if (first.matches()) {
      for (Form form : chinese(Relations.EVENTS)) {
        if (first.group(2).equals(form.text()) || first.group(2).startsWith(form.text())) {
          return Optional.of(related(form.relation(), true, "年份", first.group(1)));
        }
      }
    }
    Matcher last = YEAR_LAST.matcher(q);
    if (last.matches()) {
      String body = last.group(1).replaceFirst("(?:是|为)$", "");
      Subject noun = nounPhrase(body, true);
      if (noun instanceof Subject.Related r && r.relation().kind() == Relation.Kind.YEAR) {
        return Optional.of(noun);
      }
      for (Form form : chinese(Relations.EVENTS)) {
        if (body.endsWith(form.text())) {
          return Optional.of(related(form.relation(), true, "年份", cut(body, form.text())));
        }
      }
    }
    return Optional.empty();
  }

  /** "X由谁设计", "X是谁设计的". */
  private static Optional<Subject> byWhom(String q) {
    String body = q.replaceFirst("的$", "");
    for (Form form : chinese(Relations.AGENTS)) {
      if (body.endsWith(form.text())) {
        Matcher m = BY_WHOM.matcher(cut(body, form.text()));
        if (m.matches()) {
          return Optional.of(related(form.relation(), true, "", m.group(1)));
        }
      }
    }
    return Optional.empty();
  }

  /** "X在哪座城市出生". */
  private static Optional<Subject> placeFirst(String q) {
    Matcher m = PLACE_FIRST.matcher(q);
    if (m.matches()) {
      for (Form form : chinese(Relations.DIRECTS)) {
        String core = form.text().replaceFirst("[于在到]$", "");
        if (m.group(2).endsWith(core)) {
          return Optional.of(related(form.relation(), true, "", m.group(1)));
        }
      }
    }
    return Optional.empty();
  }

  /** "X出生于哪座城市", "X注入哪里", "X归哪家机构所有". */
  private static Optional<Subject> direct(String q) {
    Matcher m = QUESTION_WORD.matcher(q);
    if (!m.find() || m.start() == 0) {
      return Optional.empty();
    }
    String body = q.substring(0, m.start()).replaceFirst("(?:了|过)$", "");
    for (Form form : chinese(Relations.DIRECTS)) {
      if (body.endsWith(form.text()) && body.length() > form.text().length()) {
        String rest = cut(body, form.text()).replaceFirst("(?:是|现|曾|主要)$", "");
        return Optional.of(related(form.relation(), true, sort(m.group()), rest));
      }
    }
    return Optional.empty();
  }

  /** "X创办了哪所大学": the subject of the relation whose object is X. */
  private static Optional<Subject> agentObject(String q) {
    Matcher m = QUESTION_WORD.matcher(q);
    if (!m.find() || m.start() == 0) {
      return Optional.empty();
    }
    String body = q.substring(0, m.start()).replaceFirst("(?:了|过)$", "");
    for (Form form : chinese(Relations.AGENTS)) {
      if (body.endsWith(form.text()) && body.length() > form.text().length()) {
        return Optional.of(
            related(form.relation(), false, sort(m.group()), cut(body, form.text())));
      }
    }
    return Optional.empty();
  }

  /** What "哪所大学" asks for: 大学. */
  private static String sort(String tail) {
    return tail.replaceFirst("^(?:哪(?:一)?[座所家个位条艘本部项种片]?|什么|何)", "").replaceFirst("(?:所有)$", "");
  }

  private static Optional<Subject> howMuch(String q) {
    Matcher m = HOW_MUCH.matcher(q);
    if (m.matches()) {
      for (Form form : chinese(Relations.ADJECTIVES)) {
        if (form.text().equals(m.group(2))) {
          return Optional.of(related(form.relation(), true, "", m.group(1)));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Subject> tail(String q) {
    Matcher m = TAIL.matcher(q);
    if (m.matches()) {
      Subject subject = nounPhrase(m.group(1), true);
      return subject.simple() ? Optional.empty() : Optional.of(subject);
    }
    return Optional.empty();
  }

  /** "谁设计了X", "哪条河注入X". */
  private static Optional<Subject> whoDid(String q) {
    if (!q.startsWith("谁") && !q.startsWith("哪")) {
      return Optional.empty();
    }
    Matcher m = WHO_DID.matcher(q);
    if (!m.matches()) {
      return Optional.empty();
    }
    for (boolean agent : new boolean[] {true, false}) {
      for (Form form : chinese(agent ? Relations.AGENTS : Relations.DIRECTS)) {
        int at = q.indexOf(form.text());
        if (at > 0 && at <= 7 && at + form.text().length() < q.length()) {
          String rest = q.substring(at + form.text().length()).replaceFirst("^了", "");
          return Optional.of(related(form.relation(), agent, sort(q.substring(0, at)), rest));
        }
      }
    }
    return Optional.empty();
  }

  /** A noun phrase; at least a name or description, so it never fails. */
  static Subject nounPhrase(String phrase, boolean unknownNouns) {
    String text = phrase.strip().replaceFirst("(?:现任|目前|如今|当前)$", "");
    for (Form form : chinese(Relations.NOUNS)) {
      Matcher m =
          Pattern.compile("^(.+?)的?(?:现任|首任|主要|总)?" + Pattern.quote(form.text()) + "$")
              .matcher(text);
      boolean joined = text.endsWith("的" + form.text());
      if (m.matches() && (joined || form.text().length() >= 3)) {
        return related(form.relation(), true, form.text(), m.group(1));
      }
    }
    Matcher classed = CLASSED.matcher(text);
    if (classed.matches()) {
      Optional<Subject> clause = clause(classed.group(1), classed.group(2));
      if (clause.isPresent()) {
        return clause.get();
      }
      boolean name = !classed.group(1).contains("的") && classed.group(1).length() <= 16;
      if (unknownNouns && name) {
        Relation named = Relation.named(classed.group(2), Relation.Kind.NAME);
        return related(named, true, "", classed.group(1));
      }
    }
    String bare = text.replaceAll("^[《「『“]|[》」』”]$", "");
    boolean described =
        bare.contains("的")
            || bare.contains("，")
            || (bare.length() > 14 && Speech.hasHan(bare) && !bare.contains(" "));
    return described ? new Subject.Described(bare) : new Subject.Named(bare);
  }

  /** The clause before 的: "由X设计", "X设计", "设计X", "注入X", "X毕业". */
  private static Optional<Subject> clause(String body, String sort) {
    for (Form form : chinese(Relations.AGENTS)) {
      if (body.startsWith(form.text()) && body.length() > form.text().length()) {
        String rest = body.substring(form.text().length()).replaceFirst("^了", "");
        return Optional.of(related(form.relation(), true, sort, rest));
      }
      if (body.endsWith(form.text()) && body.length() > form.text().length()) {
        String rest = cut(body, form.text()).replaceFirst("^由", "").replaceFirst("所$", "");
        return Optional.of(related(form.relation(), false, sort, rest));
      }
    }
    for (Form form : chinese(Relations.DIRECTS)) {
      if (body.startsWith(form.text()) && body.length() > form.text().length()) {
        return Optional.of(
            related(form.relation(), false, sort, body.substring(form.text().length())));
      }
      String core = form.text().replaceFirst("(?<=..)[于在]$", "");
      if (body.endsWith(core) && body.length() > core.length()) {
        return Optional.of(related(form.relation(), true, sort, cut(body, core)));
      }
    }
    return Optional.empty();
  }

  private static Subject related(Relation relation, boolean forward, String sort, String rest) {
    return new Subject.Related(relation, forward, sort, nounPhrase(rest, false));
  }

  private static String cut(String text, String ending) {
    return text.substring(0, text.length() - ending.length()).strip();
  }

  private static List<Form> chinese(List<Form> forms) {
    return forms.stream().filter(f -> Speech.hasHan(f.text())).toList();
  }
}
