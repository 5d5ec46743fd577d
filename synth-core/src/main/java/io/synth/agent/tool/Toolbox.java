package io.synth.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.ToolCall;
import io.synth.teacher.ToolDefinition;
import io.synth.text.ControlTokens;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tools that an agent has, and the one way to call them: whatever a teacher sends gives a
 * result. Thread-safe.
 */
public final class Toolbox {
  /** Key under which arguments that are no JSON are kept, so that each message stays valid JSON. */
  public static final String INVALID = "_invalid";

  /** What every failed call's result begins with. */
  public static final String ERROR = "error: ";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int SHOWN = 200;

  private final Map<String, Tool> tools;
  private final Map<String, ToolSchema> schemas;

  /** A toolbox with the given tools, offered in their order. */
  public Toolbox(List<Tool> tools) {
    Map<String, Tool> byName = new LinkedHashMap<>();
    Map<String, ToolSchema> schemasByName = new LinkedHashMap<>();
    for (Tool tool : tools) {
      ToolDefinition definition = tool.definition();
      if (byName.put(definition.name(), tool) != null) {
        throw new IllegalArgumentException("there are two tools " + definition.name());
      }
      schemasByName.put(definition.name(), ToolSchema.of(definition.parameters()));
    }
    this.tools = Collections.unmodifiableMap(byName);
    this.schemas = Collections.unmodifiableMap(schemasByName);
  }

  /** The toolbox of all research tasks. A new tool is registered here. */
  public static Toolbox standard() {
    return new Toolbox(List.of(new BatchSearch(), new BatchOpen(), new FileTool(), new TodoTool()));
  }

  /**
   * What became of a call.
   *
   * @param text as the teacher reads it; control tokens are broken up
   * @param empty whether it found nothing
   * @param error whether it failed: the text then begins with {@link #ERROR}
   */
  public record Outcome(String text, boolean empty, boolean error) {}

  /** What teachers are told, in the order the tools are offered. */
  public List<ToolDefinition> definitions() {
    return tools.values().stream().map(Tool::definition).toList();
  }

  /**
   * Runs a call. Nothing that a teacher may send makes it throw: an unknown tool, arguments that
   * are no JSON or of wrong types, and failures of the tool give a result that says so.
   *
   * @throws java.io.UncheckedIOException when the index cannot be read: that is no fault of the
   *     teacher, and must not become training data
   */
  public Outcome call(ToolCall call, Workspace workspace) {
    try {
      ToolResult result = run(call, workspace);
      return new Outcome(ControlTokens.breakUp(result.text()), result.empty(), false);
    } catch (ToolException e) {
      String text = ERROR + String.valueOf(e.getMessage());
      return new Outcome(ControlTokens.breakUp(text), false, true);
    }
  }

  private ToolResult run(ToolCall call, Workspace workspace) throws ToolException {
    String name = call.function().name();
    Tool tool = tools.get(name);
    ToolSchema schema = schemas.get(name);
    if (tool == null || schema == null) {
      throw new ToolException(
          "there is no tool '"
              + shown(name)
              + "'; use one of "
              + String.join(", ", tools.keySet()));
    }
    ObjectNode arguments = arguments(call.function().arguments());
    List<String> errors = schema.errors(arguments);
    if (!errors.isEmpty()) {
      throw new ToolException("wrong arguments for " + name + ": " + String.join("; ", errors));
    }
    return tool.run(arguments, workspace);
  }

  private static ObjectNode arguments(String json) throws ToolException {
    JsonNode arguments;
    try {
      arguments = JSON.readTree(json.isBlank() ? "{}" : json);
    } catch (JsonProcessingException e) {
      throw invalid(json);
    }
    if (!(arguments instanceof ObjectNode object)) {
      throw new ToolException("the arguments must be a JSON object, not " + shown(json));
    }
    if (object.has(INVALID)) {
      throw invalid(object.path(INVALID).asText());
    }
    return object;
  }

  private static ToolException invalid(String json) {
    return new ToolException("the arguments are not valid JSON: " + shown(json));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN / 2)) + "…";
  }
}
