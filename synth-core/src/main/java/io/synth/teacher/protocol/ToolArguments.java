package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.teacher.JsonRepair;
import java.util.Optional;

/** Arguments of a tool call: always the text of a JSON object, whatever the model wrote. */
final class ToolArguments {
  private static final int DEEPEST_NESTING = 2;

  private ToolArguments() {}

  /**
   * The arguments as an object. What is no object and cannot be safely repaired becomes {@code
   * {"_invalid": "the text"}}: no tool takes that parameter, so the model is told its mistake; and
   * the next request stays valid JSON. Cut arguments are never completed: half a call is not the
   * call that was meant.
   */
  static String object(JsonNode arguments) {
    if (arguments.isObject()) {
      return arguments.toString();
    }
    return object(arguments.isTextual() ? arguments.textValue() : arguments.toString(), 0);
  }

  private static String object(String text, int nesting) {
    if (text.isBlank() || text.strip().equals("null")) {
      return "{}";
    }
    Optional<JsonNode> parsed = JsonRepair.whole(text);
    if (parsed.isPresent() && parsed.get().isObject()) {
      return parsed.get().toString();
    }
    if (parsed.isPresent() && parsed.get().isTextual() && nesting < DEEPEST_NESTING) {
      // Encoded twice.
      String inner = object(parsed.get().textValue(), nesting + 1);
      if (!inner.startsWith("{\"_invalid\"")) {
        return inner;
      }
    }
    return JsonBody.JSON.createObjectNode().put("_invalid", text).toString();
  }
}
