package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The request that a report answers, and its outline without numbering. */
final class ReportTaskReply implements StructuredReply {
  private static final int LEAST_STEPS = 2;

  @Override
  public String schema() {
    return "report_task";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    String title = sections.get("title").replaceAll("^#+\\s*", "").strip();
    List<String> plan = new ArrayList<>();
    for (String heading : sections.lines("outline")) {
      String text = heading.replaceAll("^[#\\s\\d.、一二三四五六七八九十（）()-]{1,8}(?=\\S)", "").strip();
      boolean matter =
          !text.isEmpty()
              && !text.matches("(?i)(?:abstract|references|sources|bibliography|摘要|参考文献|来源)");
      if (matter && !plan.contains(text)) {
        plan.add(text);
      }
    }
    Abstracts.topics(sections.get("abstract")).stream()
        .limit(Math.max(0, LEAST_STEPS - plan.size()))
        .forEach(plan::add);
    while (plan.size() < LEAST_STEPS) {
      plan.add(
          plan.isEmpty()
              ? speech.pick("Background of " + title, title + "的背景")
              : speech.pick("Conclusion on " + title, title + "的结论"));
    }
    ObjectNode reply = Json.object();
    reply.put("query", query(title, plan, speech));
    reply.set("plan", Json.strings(plan));
    return reply;
  }

  private static String query(String title, List<String> plan, Speech speech) {
    List<String> some = plan.subList(0, Math.min(3, plan.size()));
    return speech.pick(
        "Write a well-sourced report titled \""
            + title
            + "\". It should deal with "
            + String.join("; ", some)
            + ".",
        "请撰写一份来源可靠的报告，题为“" + title + "”，内容应涉及" + String.join("、", some) + "等方面。");
  }
}
