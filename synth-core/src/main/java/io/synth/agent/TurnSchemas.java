package io.synth.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.ToolDefinition;
import java.util.List;
import java.util.Set;

/**
 * JSON Schemas that hold a model to turns of {@link JsonTurn}, made of what servers turn into
 * grammars: long lengths, patterns and words about a member are left out, since llama.cpp and
 * others refuse them or unroll them into grammars of thousands of rules. The tools check their
 * arguments themselves.
 */
final class TurnSchemas {
  /** Most characters of a thought: a small model would go on until the token limit. */
  private static final int LONGEST_THOUGHT = 400;

  /** Longest list that is still worth its rules. */
  private static final int LONGEST_LIST = 10;

  private static final Set<String> LEFT_OUT =
      Set.of(
          "$schema",
          "$comment",
          "title",
          "description",
          "default",
          "examples",
          "format",
          "pattern",
          "minLength",
          "maxLength");

  private TurnSchemas() {}

  /** A call of one of the tools, or the answer. */
  static ReplySchema anyTurn(List<ToolDefinition> tools) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode forms = schema.putArray("anyOf");
    for (ToolDefinition tool : tools) {
      ObjectNode form = turn("tool", "arguments");
      ObjectNode properties = (ObjectNode) form.get("properties");
      properties.putObject("tool").put("type", "string").putArray("enum").add(tool.name());
      properties.set("arguments", bare(tool.parameters()));
      forms.add(form);
    }
    forms.add(answer().schema());
    return new ReplySchema("agent_turn", schema);
  }

  /** The answer alone. */
  static ReplySchema answer() {
    ObjectNode form = turn("answer");
    ((ObjectNode) form.get("properties")).putObject("answer").put("type", "string");
    return new ReplySchema("agent_answer", form);
  }

  private static ObjectNode turn(String... members) {
    ObjectNode form = JsonNodeFactory.instance.objectNode().put("type", "object");
    form.putObject("properties")
        .putObject("thought")
        .put("type", "string")
        .put("maxLength", LONGEST_THOUGHT);
    ArrayNode required = form.putArray("required").add("thought");
    for (String member : members) {
      required.add(member);
    }
    return form.put("additionalProperties", false);
  }

  private static JsonNode bare(JsonNode schema) {
    if (schema.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      schema.forEach(element -> copy.add(bare(element)));
      return copy;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    schema
        .properties()
        .forEach(
            member -> {
              String key = member.getKey();
              JsonNode value = member.getValue();
              if (key.equals("properties")) {
                // These keys are names of members, not words of JSON Schema.
                ObjectNode members = copy.putObject(key);
                value.properties().forEach(one -> members.set(one.getKey(), bare(one.getValue())));
              } else if (!LEFT_OUT.contains(key)
                  && !(key.equals("maxItems") && value.asInt() > LONGEST_LIST)) {
                copy.set(key, bare(value));
              }
            });
    return copy;
  }
}
