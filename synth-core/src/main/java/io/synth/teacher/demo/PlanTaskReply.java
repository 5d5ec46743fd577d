package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The task behind a report from its title and aims, and a plan after the abstract's structure. */
final class PlanTaskReply implements StructuredReply {
  private static final int LEAST_STEPS = 3;
  private static final int MOST_STEPS = 6;

  @Override
  public String schema() {
    return "plan_task";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    String title = sections.get("title").replaceAll("^#+\\s*", "").strip();
    List<Sentence> aims = Abstracts.aims(sections.get("abstract"));
    Set<String> steps = new LinkedHashSet<>();
    aims.stream().map(Abstracts::step).filter(s -> Terms.of(s).size() >= 2).forEach(steps::add);
    if (steps.size() < LEAST_STEPS) {
      steps.addAll(Abstracts.topics(sections.get("abstract")));
    }
    List<String> plan = new ArrayList<>(steps);
    if (plan.size() > MOST_STEPS - 1) {
      plan = new ArrayList<>(plan.subList(0, MOST_STEPS - 1));
    }
    plan.replaceAll(s -> investigated(s, speech));
    plan.add(
        speech.pick(
            "Weigh the sources against each other and draw conclusions on " + title,
            "比较各方来源，就" + title + "得出结论"));
    while (plan.size() < LEAST_STEPS) {
      plan.add(0, filler(plan.size(), title, speech));
    }
    ObjectNode reply = Json.object();
    reply.put("query", query(title, aims, speech));
    reply.set("plan", Json.strings(plan));
    return reply;
  }

  private static String investigated(String step, Speech speech) {
    boolean verb =
        speech == Speech.ZH
            || step.matches(
                "(?i)(?:describes?|reviews?|compares?|examines?|traces?|discuss(?:es)?|surveys?|asks?|explains?|assess(?:es)?|weighs?|looks?|collects?|follows?) .*");
    return speech == Speech.EN ? (verb ? step : "Investigate: " + step) : "查明：" + step;
  }

  private static String filler(int have, String title, Speech speech) {
    return have == 1
        ? speech.pick("Collect the basic facts on " + title, "收集关于" + title + "的基本事实")
        : speech.pick("Trace the history of " + title, "梳理" + title + "的发展过程");
  }

  private static String query(String title, List<Sentence> aims, Speech speech) {
    String aim = aims.isEmpty() ? "" : Abstracts.step(aims.get(0));
    if (speech == Speech.ZH) {
      return "请围绕“" + title + "”开展研究并撰写报告" + (aim.isEmpty() ? "。" : "，重点包括：" + aim + "。");
    }
    return "Research the topic \""
        + title
        + "\" and write a report on it."
        + (aim.isEmpty() ? "" : " Cover in particular: " + aim + ".");
  }
}
