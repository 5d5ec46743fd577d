package io.synth.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.model.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A trajectory as one readable document. Each part stands between tags on lines of their own:
 *
 * <pre>
 * &lt;toolbox&gt;      one line per tool: its name and description
 * &lt;task&gt;         the first user turn; later ones are &lt;user&gt;
 * &lt;thought&gt;      the teacher's reasoning before a turn
 * &lt;call tool="batch_search"&gt;     a call's arguments as JSON
 * &lt;result tool="batch_search"&gt;   what the tool gave
 * </pre>
 *
 * What the teacher says stands without tags of ours, so that its {@code <answer>} stays as it is.
 * The tags are none that a tokenizer knows, and the same tags within a part are broken up by a
 * space. The system turn is left out: it is the same in all.
 */
final class TrajectoryText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OWN_TAG =
      Pattern.compile("<(/?(?:toolbox|task|user|thought|call|result)\\b)");

  private TrajectoryText() {}

  static String of(Trajectory trajectory) {
    List<String> parts = new ArrayList<>();
    String tools = tools(trajectory.tools());
    if (!tools.isEmpty()) {
      parts.add(part("toolbox", "", tools));
    }
    String user = "task";
    for (Message message : trajectory.messages()) {
      switch (message.role()) {
        case SYSTEM -> {}
        case USER -> {
          parts.add(part(user, "", message.content()));
          user = "user";
        }
        case ASSISTANT -> assistant(message, parts);
        case TOOL -> parts.add(part("result", tool(message.name()), message.content()));
      }
    }
    return String.join("\n\n", parts);
  }

  private static void assistant(Message message, List<String> parts) {
    String reasoning = message.reasoningContent();
    if (reasoning != null && !reasoning.isBlank()) {
      parts.add(part("thought", "", reasoning));
    }
    if (!message.content().isBlank()) {
      parts.add(broken(message.content().strip()));
    }
    for (ToolCall call : message.toolCalls()) {
      parts.add(part("call", tool(call.function().name()), call.function().arguments()));
    }
  }

  private static String tool(@Nullable String name) {
    return " tool=\"" + (name == null ? "" : name) + "\"";
  }

  private static String part(String tag, String attribute, String value) {
    return "<" + tag + attribute + ">\n" + broken(value.strip()) + "\n</" + tag + ">";
  }

  private static String broken(String value) {
    return OWN_TAG.matcher(value).replaceAll("< $1");
  }

  private static String tools(String definitions) {
    if (definitions.isBlank()) {
      return "";
    }
    JsonNode tools;
    try {
      tools = JSON.readTree(definitions);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("tool definitions are no JSON: " + definitions, e);
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode tool : tools) {
      JsonNode function = tool.path("function").isObject() ? tool.path("function") : tool;
      String description = function.path("description").asText().replaceAll("\\s+", " ").strip();
      lines.add(function.path("name").asText() + ": " + description);
    }
    return String.join("\n", lines);
  }
}
