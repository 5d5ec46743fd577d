package io.synth.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Message;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.Excerpt;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.StructuredReply;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A turn of the conversation itself that must be JSON by a schema: a reply that isn't, also after
 * repair within limits, is told what is wrong with it and may be corrected once.
 */
final class StructuredTurn {
  private StructuredTurn() {}

  /** A reply, or what is wrong with it. */
  private record Reading(@Nullable JsonNode value, String problem) {}

  /**
   * Asks for a reply.
   *
   * @param problem says what is wrong with a reply that satisfies the schema, if anything
   * @throws AttemptFailedException with code {@code invalid_reply} when the corrected reply is
   *     wrong too
   */
  static JsonNode ask(
      Conversation conversation,
      String prompt,
      String schemaName,
      Function<JsonNode, Optional<String>> problem) {
    ReplySchema schema = ReplySchemas.of(schemaName);
    conversation.say(Message.user(prompt));
    Reading first = read(conversation.ask(schema), schemaName, problem);
    if (first.value() != null) {
      return first.value();
    }
    conversation.say(
        Message.user(
            AgentPrompts.text(
                "invalid_reply", conversation.language(), Map.of("problem", first.problem()))));
    ChatReply last = conversation.ask(schema);
    Reading second = read(last, schemaName, problem);
    if (second.value() != null) {
      return second.value();
    }
    throw new AttemptFailedException(
        "invalid_reply",
        "The reply "
            + schemaName
            + " was still not as asked for after one correction: "
            + second.problem()
            + "; the last reply was: "
            + Excerpt.of(last.message().content(), null));
  }

  private static Reading read(
      ChatReply reply, String schemaName, Function<JsonNode, Optional<String>> problem) {
    StructuredReply.Reading read = ReplySchemas.reader(schemaName).read(reply.message().content());
    JsonNode value = read.value();
    if (value == null) {
      String cut = reply.finish() == Finish.LENGTH ? "it was cut at the token limit; " : "";
      return new Reading(null, cut + String.join("; ", read.errors()));
    }
    return problem
        .apply(value)
        .map(wrong -> new Reading(null, wrong))
        .orElseGet(() -> new Reading(value, ""));
  }
}
