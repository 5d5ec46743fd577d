package io.synth.teacher.demo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task's prompt as the demo teacher understands it.
 *
 * @param question the question or request itself
 * @param plan numbered steps to follow; empty for none
 * @param asked what is asked for, where the question has a short answer and its grammar is
 *     understood
 * @param open whether it wants a report rather than a short answer
 */
record Prompt(
    String question,
    List<String> plan,
    Optional<Subject.Related> asked,
    boolean open,
    Speech speech) {
  private static final Pattern STEP = Pattern.compile("^\\s*(\\d{1,2})[.)、．]\\s*(\\S.*)$");
  private static final Pattern OPEN_EN =
      Pattern.compile(
          "(?i)^(?:how (?:can|could|should|did|do|does|were|was|have|has|is|are) |why |did |does |do |is |are |was |were |which claims|what (?:are|were|does|do|did|would|can) )"
              + "|\\b(?:write|compare|review|analy[sz]e|discuss|describe|explain|survey|assess|evaluate|prepare|summari[sz]e|examine|investigate|report on|outline|trace)\\b");
  private static final Pattern OPEN_ZH =
      Pattern.compile(
          "怎样|怎么|如何|为什么|为何|哪些|得失|利弊|比较|分析|综述|查证|报告|撰写|评估|评价|梳理|总结|说明|探讨|讨论|研究.{0,8}(?:发展|现状)");
  private static final Pattern TOPIC = Pattern.compile("[\"“「《]([^\"”」》]{4,150})[\"”」》]");
  private static final Pattern CLAUSE_END =
      Pattern.compile("[?？;；。]|(?<=[a-z])\\.(?:\\s|$)|,? and (?=how|what|why|which|who|whether)|，");
  private static final Pattern LEAD =
      Pattern.compile(
          "(?i)^(?:cover in particular|it should (?:deal with|cover)|in particular|including)\\s*:?\\s*"
              + "|^(?:重点包括|内容应涉及|应涉及|包括)[:：]?");
  private static final int LONG = 320;

  static Prompt of(String text) {
    Speech speech = Speech.of(text);
    List<String> plan = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher m = STEP.matcher(line);
      if (m.matches()) {
        plan.add(m.group(2).strip());
      } else {
        rest.add(line);
      }
    }
    String question = question(String.join("\n", rest).strip());
    Optional<Subject.Related> asked =
        plan.isEmpty() ? read(question, speech).filter(s -> !loose(s)) : Optional.empty();
    boolean open = plan.size() > 1 || (asked.isEmpty() && wantsReport(question));
    return new Prompt(question, List.copyOf(plan), asked, open, speech);
  }

  /** The topic that a request names in quotation marks; else the whole request. */
  String topic() {
    Matcher m = TOPIC.matcher(question);
    return m.find() ? m.group(1).strip() : question;
  }

  /** The topic, and what the request wants to be covered. */
  List<String> parts() {
    Set<String> parts = new LinkedHashSet<>();
    boolean named = TOPIC.matcher(question).find();
    if (named) {
      parts.add(topic());
    }
    String rest = named ? TOPIC.matcher(question).replaceFirst(" ") : question;
    for (String clause : CLAUSE_END.split(rest, -1)) {
      String stripped = LEAD.matcher(clause.strip()).replaceFirst("").strip();
      boolean instruction = named && stripped.equals(clause.strip()) && parts.size() < 2;
      if (!instruction && Terms.of(stripped).size() >= 2) {
        parts.add(stripped);
      }
    }
    return parts.isEmpty() ? List.of(question) : List.copyOf(parts);
  }

  private static boolean wantsReport(String question) {
    return OPEN_EN.matcher(question).find()
        || OPEN_ZH.matcher(question).find()
        || question.length() > LONG;
  }

  private static String question(String text) {
    String first = text.split("\\n\\s*\\n", 2)[0].strip();
    return first.isEmpty() ? text : first;
  }

  private static Optional<Subject.Related> read(String question, Speech speech) {
    String sentence = question;
    for (Sentence s : Sentence.split(question)) {
      if (s.raw().endsWith("?") || s.raw().endsWith("？")) {
        sentence = s.raw();
      }
    }
    Optional<Subject> subject =
        speech == Speech.EN ? EnglishQuestion.read(sentence) : ChineseQuestion.read(sentence);
    return subject.filter(s -> s instanceof Subject.Related).map(s -> (Subject.Related) s);
  }

  /** Whether a relation in the chain is known by its words alone. */
  private static boolean loose(Subject subject) {
    return subject instanceof Subject.Related related
        && (!Relations.ALL.contains(related.relation()) || loose(related.of()));
  }
}
