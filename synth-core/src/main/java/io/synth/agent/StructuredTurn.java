package io.synth.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.synth.model.Message;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ReplySchema;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A turn of the conversation itself that must be JSON by a schema: a reply that isn't is told what
 * is wrong with it and may be corrected once.
 */
final class StructuredTurn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  private StructuredTurn() {}

  /** A reply, or what is wrong with it. */
  private record Reading(JsonNode value, Optional<String> problem) {}

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
    Reading first = read(conversation.ask(schema), schema, problem);
    if (first.problem().isEmpty()) {
      return first.value();
    }
    conversation.say(
        Message.user(
            AgentPrompts.text(
                "invalid_reply",
                conversation.language(),
                Map.of("problem", first.problem().get()))));
    Reading second = read(conversation.ask(schema), schema, problem);
    if (second.problem().isEmpty()) {
      return second.value();
    }
    throw new AttemptFailedException(
        "invalid_reply",
        "The reply "
            + schemaName
            + " was still not as asked for after one correction: "
            + second.problem().get()
            + ".");
  }

  private static Reading read(
      ChatReply reply, ReplySchema schema, Function<JsonNode, Optional<String>> problem) {
    JsonNode value;
    try {
      value = JSON.readTree(object(reply.message().content()));
    } catch (JsonProcessingException e) {
      return new Reading(
          JSON.missingNode(), Optional.of("it is not JSON: " + e.getOriginalMessage()));
    }
    JsonSchema validator = SCHEMAS.getSchema(schema.schema());
    String errors =
        validator.validate(value).stream()
            .map(ValidationMessage::getMessage)
            .sorted()
            .collect(Collectors.joining("; "));
    return new Reading(value, errors.isEmpty() ? problem.apply(value) : Optional.of(errors));
  }

  /** The outermost object of a reply, without a code fence or words around it. */
  private static String object(String content) {
    int open = content.indexOf('{');
    int close = content.lastIndexOf('}');
    return open >= 0 && close > open ? content.substring(open, close + 1) : content;
  }
}
