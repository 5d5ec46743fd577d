package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Compares an answer's first line with every expected wording. */
final class AnswerJudgementReply implements StructuredReply {
  @Override
  public String schema() {
    return "answer_judgement";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    String answer =
        sections
            .get("answer")
            .replaceAll("</?answer>", "")
            .replaceAll("\\\\cite\\{[^}]*\\}", "")
            .strip();
    String first = answer.lines().findFirst().orElse("").strip();
    Optional<String> match =
        sections.lines("expected").stream().filter(e -> Judged.same(e, first)).findFirst();
    ObjectNode reply = Json.object();
    reply.put(
        "reason",
        match
            .map(
                m ->
                    speech.pick(
                        "\"" + first + "\" says the same as \"" + m + "\".",
                        "“" + first + "”与“" + m + "”意思相同。"))
            .orElse(
                speech.pick(
                    "\"" + first + "\" is none of the expected wordings.",
                    "“" + first + "”与任何一种预期答案都不同。")));
    reply.put("equivalent", match.isPresent());
    return reply;
  }
}
