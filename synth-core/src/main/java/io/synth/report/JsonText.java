package io.synth.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.text.DisplayWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON for people: on one line where it fits, otherwise one entry a line, nested in the same way.
 */
final class JsonText {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String INDENT = "  ";

  private JsonText() {}

  /** The text laid out for lines of a width; as it is where it isn't JSON. */
  static String pretty(String json, int columns) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return node.isMissingNode() ? json : layOut(node, "", columns);
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  private static String layOut(JsonNode node, String indent, int columns) {
    String line = inline(node);
    if (!node.isContainerNode()
        || node.isEmpty()
        || DisplayWidth.of(VisibleText.line(line)) + indent.length() <= columns) {
      return line;
    }
    String inner = indent + INDENT;
    List<String> entries = new ArrayList<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = quoted(field.getKey()) + ": ";
        entries.add(inner + name + layOut(field.getValue(), inner, columns - name.length()));
      }
    } else {
      for (JsonNode element : node) {
        entries.add(inner + layOut(element, inner, columns));
      }
    }
    String open = node.isObject() ? "{" : "[";
    String close = node.isObject() ? "}" : "]";
    return open + "\n" + String.join(",\n", entries) + "\n" + indent + close;
  }

  private static String inline(JsonNode node) {
    List<String> entries = new ArrayList<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        entries.add(quoted(field.getKey()) + ": " + inline(field.getValue()));
      }
      return "{" + String.join(", ", entries) + "}";
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        entries.add(inline(element));
      }
      return "[" + String.join(", ", entries) + "]";
    }
    return node.toString();
  }

  private static String quoted(String name) {
    return MAPPER.getNodeFactory().textNode(name).toString();
  }
}
