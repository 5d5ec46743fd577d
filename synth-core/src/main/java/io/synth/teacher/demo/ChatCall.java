package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.ContentHash;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as the demo teacher reads it off the wire.
 *
 * @param schema name of the JSON Schema that the reply must satisfy; empty for none
 * @param tools names of the tools offered
 * @param maxTokens most tokens of the reply; {@link Integer#MAX_VALUE} where not told
 * @param fingerprint hash of the whole body: equal bodies get equal replies
 */
record ChatCall(
    String model,
    List<Turn> turns,
    List<String> tools,
    String schema,
    long seed,
    int maxTokens,
    List<String> stop,
    boolean stream,
    boolean usageInStream,
    String fingerprint) {

  /** One message; {@code calls} are an assistant's, {@code callId} a tool result's. */
  record Turn(String role, String content, List<Call> calls, String callId) {}

  /** A tool call; arguments as the JSON text that was sent. */
  record Call(String id, String name, String arguments) {}

  /** A body that is not a chat completion request; the message goes back to the caller. */
  static final class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
      super(message);
    }
  }

  static ChatCall of(JsonNode body, String text) throws BadRequestException {
    if (!body.isObject()) {
      throw new BadRequestException("the body must be a JSON object");
    }
    if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
      throw new BadRequestException("'messages' must be a list of at least one message");
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonNode message : body.path("messages")) {
      turns.add(turn(message, turns.size()));
    }
    List<String> tools = new ArrayList<>();
    if (!body.path("tool_choice").asText().equals("none")) {
      body.path("tools").forEach(t -> tools.add(t.path("function").path("name").asText()));
    }
    List<String> stop = new ArrayList<>();
    JsonNode stops = body.path("stop");
    if (stops.isTextual()) {
      stop.add(stops.asText());
    }
    stops.forEach(s -> stop.add(s.asText()));
    int limit = body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(0));
    return new ChatCall(
        body.path("model").asText("demo"),
        List.copyOf(turns),
        List.copyOf(tools),
        schema(body, turns),
        body.path("seed").asLong(0),
        limit > 0 ? limit : Integer.MAX_VALUE,
        List.copyOf(stop),
        body.path("stream").asBoolean(false),
        body.path("stream_options").path("include_usage").asBoolean(false),
        ContentHash.full("demo", text));
  }

  private static Turn turn(JsonNode message, int index) throws BadRequestException {
    String role = message.path("role").asText();
    if (!List.of("system", "developer", "user", "assistant", "tool").contains(role)) {
      throw new BadRequestException(
          "'messages[" + index + "].role' is '" + role + "', not system, user, assistant or tool");
    }
    List<Call> calls = new ArrayList<>();
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      calls.add(
          new Call(
              call.path("id").asText(),
              function.path("name").asText(),
              function.path("arguments").asText()));
    }
    return new Turn(
        role, content(message.path("content")), calls, message.path("tool_call_id").asText());
  }

  private static String content(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString();
  }

  /** From the response format, or, for servers without it, the title of a schema in the prompt. */
  private static String schema(JsonNode body, List<Turn> turns) {
    String named = body.path("response_format").path("json_schema").path("name").asText("");
    if (!named.isEmpty()) {
      return named;
    }
    // Tool results are data: only what the caller itself wrote can ask for a schema. In a
    // conversation only the latest such message counts.
    for (int i = turns.size() - 1; i >= 0; i--) {
      Turn turn = turns.get(i);
      if (turn.role().equals("tool") || turn.role().equals("assistant")) {
        continue;
      }
      String title = SchemaTitle.in(turn.content());
      if (!title.isEmpty()) {
        return title;
      }
      if (turn.content().startsWith("## ")) {
        return "";
      }
    }
    return "";
  }

  String firstUser() {
    return turns.stream()
        .filter(t -> t.role().equals("user"))
        .map(Turn::content)
        .findFirst()
        .orElse("");
  }

  String lastUser() {
    String last = "";
    for (Turn turn : turns) {
      last = turn.role().equals("user") ? turn.content() : last;
    }
    return last;
  }
}
