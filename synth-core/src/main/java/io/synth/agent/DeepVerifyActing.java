package io.synth.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Claim;
import io.synth.model.Message;
import io.synth.teacher.ChatReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The deep verification of Step-DeepResearch in one conversation: Extract, Plan, Verify, Replan,
 * Report. Each point ends in support, refute or doubtful with the sources it rests on.
 */
final class DeepVerifyActing implements ActingStyle {
  /** Most times that a replan leads back to verifying: our choice. */
  private static final int REPLANS = 2;

  @Override
  public Acting acting() {
    return Acting.DEEP_VERIFY;
  }

  /** A turn without calls sums the evidence up; the answer is a structured reply. */
  @Override
  public boolean answersInTags() {
    return false;
  }

  @Override
  public Ending act(Conversation conversation) {
    conversation.say(Message.system(AgentPrompts.text("verify", conversation.language())));
    List<String> points = extract(conversation);
    String numbered = Sections.numbered(points);
    structured(conversation, "plan", Map.of("points", numbered), reply -> Optional.empty());
    Optional<Limit> limit = verify(conversation, "verify", Map.of("points", numbered));
    for (int replans = 0; limit.isEmpty() && replans < REPLANS; replans++) {
      JsonNode reply =
          structured(
              conversation, "replan", Map.of("points", numbered), replan -> Optional.empty());
      List<String> queries = new ArrayList<>();
      reply.path("queries").forEach(query -> queries.add("- " + Sections.line(query.asText())));
      if (reply.path("sufficient").asBoolean() || queries.isEmpty()) {
        break;
      }
      limit = verify(conversation, "verify_again", Map.of("queries", String.join("\n", queries)));
    }
    return report(conversation, points, numbered, limit);
  }

  private static List<String> extract(Conversation conversation) {
    List<Claim> claims = conversation.task().claims();
    JsonNode reply =
        structured(
            conversation,
            "extract",
            Map.of("task", TaskPrompt.of(conversation.task())),
            extract ->
                claims.isEmpty() || extract.path("points").size() == claims.size()
                    ? Optional.empty()
                    : Optional.of(
                        "the request lists "
                            + claims.size()
                            + " points, and the reply has "
                            + extract.path("points").size()));
    // The words of the request, so that findings compare with the expected verdicts one by one.
    List<String> points = new ArrayList<>();
    if (claims.isEmpty()) {
      reply.path("points").forEach(point -> points.add(point.asText()));
    } else {
      claims.forEach(claim -> points.add(claim.text()));
    }
    return points;
  }

  /** Searches until a turn without calls sums the evidence up; gives the limit it ran into. */
  private static Optional<Limit> verify(
      Conversation conversation, String prompt, Map<String, String> values) {
    Optional<Limit> limit = conversation.limit();
    if (limit.isPresent()) {
      return limit;
    }
    say(conversation, prompt, values);
    int nudges = 0;
    while (true) {
      ChatReply reply = conversation.ask();
      if (!reply.message().toolCalls().isEmpty()) {
        conversation.run(reply.message().toolCalls());
        nudges = 0;
      } else if (!reply.message().content().isBlank()
          || nudges == conversation.settings().nudges()) {
        return Optional.empty();
      } else {
        nudges++;
      }
      limit = conversation.limit();
      if (limit.isPresent()) {
        say(conversation, "sum_up", Map.of());
        conversation.askWithoutTools();
        return limit;
      }
      if (nudges > 0) {
        say(conversation, "sum_up_nudge", Map.of());
      }
    }
  }

  private static Ending report(
      Conversation conversation, List<String> points, String numbered, Optional<Limit> limit) {
    JsonNode reply =
        structured(
            conversation,
            "report",
            Map.of("points", numbered),
            report -> VerifyReport.problem(report, points.size()));
    VerifyReport report = VerifyReport.of(reply, points, conversation.workspace().sources());
    String answer = report.text(conversation.language());
    Ending ending =
        limit.map(reached -> Ending.forced(reached, answer)).orElse(Ending.finished(answer));
    return ending.withFindings(report.findings());
  }

  private static void say(Conversation conversation, String prompt, Map<String, String> values) {
    conversation.say(
        Message.user(AgentPrompts.text("verify_role_" + prompt, conversation.language(), values)));
  }

  private static JsonNode structured(
      Conversation conversation,
      String roleName,
      Map<String, String> values,
      Function<JsonNode, Optional<String>> problem) {
    return StructuredTurn.ask(
        conversation,
        AgentPrompts.text("verify_role_" + roleName, conversation.language(), values),
        "verify_" + roleName,
        problem);
  }
}
