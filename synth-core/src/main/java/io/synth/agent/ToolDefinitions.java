package io.synth.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.teacher.ToolDefinition;
import java.util.List;

/** Tool definitions as trajectories record them: a JSON array of OpenAI function tools. */
final class ToolDefinitions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ToolDefinitions() {}

  static String json(List<ToolDefinition> definitions) {
    ArrayNode array = JSON.createArrayNode();
    for (ToolDefinition definition : definitions) {
      ObjectNode tool = array.addObject().put("type", "function");
      tool.putObject("function")
          .put("name", definition.name())
          .put("description", definition.description())
          .set("parameters", definition.parameters());
    }
    try {
      return JSON.writeValueAsString(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable as JSON", e);
    }
  }
}
