package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A step counts as followed if enough of its content terms occur in the calls and the answer. */
final class PlanJudgementReply implements StructuredReply {
  private static final double FOLLOWED = 0.5;

  @Override
  public String schema() {
    return "plan_judgement";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    Set<String> there = Terms.of(sections.get("transcript"));
    ObjectNode reply = Json.object();
    ArrayNode items = reply.putArray("items");
    for (Sections.Item step : sections.items("plan")) {
      boolean followed = Terms.coverage(Terms.of(step.text()), there) >= FOLLOWED;
      items
          .addObject()
          .put("index", step.index())
          .put("followed", followed)
          .put(
              "reason",
              followed
                  ? speech.pick("The calls and the answer deal with it.", "调用和答案中都涉及了这一步。")
                  : speech.pick(
                      "Little of it shows in the calls or the answer.", "调用和答案中很少涉及这一步。"));
    }
    return reply;
  }
}
