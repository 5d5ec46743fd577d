package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rubric from a question's parts: what it asks for outright, what a good answer brings unasked,
 * and what would spoil it.
 */
final class RubricReply implements StructuredReply {
  private static final int MOST_EXPLICIT = 5;
  private static final double ASKED_FOR = 0.5;
  private static final Pattern FLAW =
      Pattern.compile(
          "(?i)\\b(?:no source|no page|without (?:a )?(?:source|mention)|invents?|confuses|omits|ignores|wrongly|mistakes|takes .* as still|sides with)\\b"
              + "|没有来源|无来源|混淆|编造|误作|误把|忽略|错误数字|遗漏");

  @Override
  public String schema() {
    return "rubric";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    String question = sections.get("question").strip();
    ObjectNode reply = Json.object();
    String bare = question.replaceAll("[?？。.]+$", "").replace('\n', ' ');
    reply.put("summary", speech.pick("A sourced answer to: " + bare, "有来源支持地回答：" + bare));
    ArrayNode items = reply.putArray("items");
    List<Sections.Item> criteria = sections.items("criteria");
    if (!criteria.isEmpty()) {
      for (Sections.Item criterion : criteria) {
        add(
            items,
            criterion.text(),
            speech.pick("content", "内容"),
            1,
            role(criterion.text(), question));
      }
      return reply;
    }
    for (String part : parts(question, speech)) {
      add(
          items,
          speech.pick("Deals with: " + part, "论及：" + part),
          speech.pick("coverage", "覆盖面"),
          2,
          "explicit");
    }
    add(
        items,
        speech.pick(
            "Cites a source for every critical claim, official and academic ones first",
            "每个关键论断都注明来源，并以官方和学术来源为先"),
        speech.pick("evidence", "证据"),
        2,
        "implicit");
    add(
        items,
        speech.pick(
            "Says where sources contradict each other and which is to be preferred",
            "说明来源之间的矛盾以及应以何者为准"),
        speech.pick("judgement", "判断"),
        1,
        "implicit");
    add(
        items,
        speech.pick("States figures or years that no source supports", "给出没有来源支持的数字或年份"),
        speech.pick("accuracy", "准确性"),
        2,
        "negative");
    return reply;
  }

  /** The role of a criterion, told from its wording and the question alone. */
  private static String role(String criterion, String question) {
    if (FLAW.matcher(criterion).find()) {
      return "negative";
    }
    boolean asked = Terms.coverage(Terms.of(criterion), Terms.of(question)) >= ASKED_FOR;
    return asked ? "explicit" : "implicit";
  }

  private static void add(
      ArrayNode items, String criterion, String dimension, int weight, String role) {
    items
        .addObject()
        .put("criterion", criterion)
        .put("dimension", dimension)
        .put("weight", weight)
        .put("sign", role.equals("negative") ? "negative" : "positive")
        .put("role", role);
  }

  private static List<String> parts(String question, Speech speech) {
    Set<String> parts = new LinkedHashSet<>();
    String split =
        speech == Speech.EN
            ? "[?;.]\\s+|\\?$|\\.$|,? and (?=how|what|why|which|who|whether|the )|, (?=or |and |from )"
            : "[？；。，]";
    for (String part : question.split(split, -1)) {
      String stripped = part.strip();
      if (Terms.of(stripped).size() >= 2) {
        parts.add(stripped);
      }
    }
    if (parts.isEmpty()) {
      parts.add(question);
    }
    return new ArrayList<>(parts).subList(0, Math.min(MOST_EXPLICIT, parts.size()));
  }
}
