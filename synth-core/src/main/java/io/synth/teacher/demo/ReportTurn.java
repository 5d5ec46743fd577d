package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One turn of an open task: note the steps, search for each, open pages, then write the report. */
final class ReportTurn {
  private static final int QUERIES_AT_ONCE = 4;
  private static final int MOST_QUERIES = 8;
  private static final int PAGES_AT_ONCE = 3;
  private static final int ENOUGH_PAGES = 8;
  private static final double LEAST_PROMISE = 0.12;

  private final Prompt prompt;
  private final Dossier dossier;
  private final List<String> tools;
  private final boolean mayCall;
  private final Speech speech;
  private final List<String> parts;

  ReportTurn(Prompt prompt, Dossier dossier, List<String> tools, boolean mayCall) {
    this.prompt = prompt;
    this.dossier = dossier;
    this.tools = tools;
    this.mayCall = mayCall;
    this.speech = prompt.speech();
    this.parts = prompt.plan().isEmpty() ? prompt.parts() : prompt.plan();
  }

  DemoReply reply() {
    if (mayCall && tools.contains("todo") && !dossier.used("todo")) {
      return noteSteps();
    }
    if (mayCall) {
      List<String> queries = queries().stream().filter(q -> !dossier.searched(q)).toList();
      int searched = queries().size() - queries.size();
      List<String> urls = promising();
      boolean openFirst = !urls.isEmpty() && dossier.pages().size() < searched;
      if (!queries.isEmpty() && !openFirst) {
        return ResearchTurn.searching(
            speech.pick("I'll search for the next parts of the task.", "搜索任务接下来的几个部分。"),
            queries.subList(0, Math.min(QUERIES_AT_ONCE, queries.size())));
      }
      if (!urls.isEmpty()) {
        return ResearchTurn.opening(
            speech.pick(
                "These pages look most useful; official and academic ones first.",
                "这些网页最有用，官方和学术来源优先。"),
            urls);
      }
    }
    String report = new ReportWriter(prompt, parts, dossier).report();
    return DemoReply.say(
        speech.pick(
            "I have read enough to write it up; every claim gets its source.",
            "材料已经足够，开始撰写，每个论断都注明来源。"),
        "<answer>\n" + report + "\n</answer>");
  }

  private DemoReply noteSteps() {
    ObjectNode arguments = Json.object();
    ArrayNode items = arguments.putArray("items");
    for (int i = 0; i < Math.min(parts.size(), 10); i++) {
      ObjectNode item = items.addObject();
      item.put("id", "step-" + (i + 1));
      item.put("task", parts.get(i));
      item.put("status", i == 0 ? "in_progress" : "pending");
      item.put("priority", i < 2 ? "high" : "medium");
    }
    return DemoReply.call(
        speech.pick("I'll note the parts of the task first.", "先把任务分成几个部分记下来。"), "todo", arguments);
  }

  private List<String> queries() {
    Set<String> queries = new LinkedHashSet<>();
    String question = prompt.topic().replaceAll("[?？。.]+$", "");
    queries.add(shortened(question));
    List<String> names =
        Names.in(prompt.question()).stream().map(Names.Span::text).distinct().toList();
    names.stream().limit(3).forEach(queries::add);
    parts.stream().map(this::shortened).forEach(queries::add);
    queries.removeIf(q -> Terms.of(q).isEmpty());
    return queries.stream().limit(MOST_QUERIES).toList();
  }

  private String shortened(String text) {
    int most = speech == Speech.ZH ? 50 : 140;
    return text.length() <= most ? text : text.substring(0, most).strip();
  }

  private List<String> promising() {
    int room = ENOUGH_PAGES - dossier.pages().size();
    Set<String> wanted = Terms.of(prompt.question() + " " + String.join(" ", parts));
    List<Set<String>> each = parts.stream().map(Terms::of).toList();
    return dossier.hits().stream()
        .filter(h -> !dossier.opened(h.url()))
        .filter(h -> promise(h, wanted, each) >= LEAST_PROMISE)
        .sorted(Comparator.comparingDouble(h -> -promise(h, wanted, each)))
        .map(Hit::url)
        .limit(Math.max(0, Math.min(PAGES_AT_ONCE, room)))
        .toList();
  }

  private double promise(Hit hit, Set<String> wanted, List<Set<String>> each) {
    Set<String> there = hit.terms();
    double best = each.stream().mapToDouble(p -> Terms.coverage(p, there)).max().orElse(0);
    double language = Speech.of(hit.title() + hit.snippet()) == speech ? 0.15 : 0;
    return Terms.coverage(wanted, there)
        + 0.5 * best
        + 0.05 * dossier.votes(hit)
        + language
        - 0.04 * Hit.rank(hit.authority());
  }
}
