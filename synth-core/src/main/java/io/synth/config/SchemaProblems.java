package io.synth.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.synth.schema.Schemas;
import io.synth.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks what a user wrote against the JSON Schema of the configuration, and says what would be
 * right. Thread-safe.
 */
public final class SchemaProblems {
  private final JsonSchema schema;

  /**
   * @param name name of a JSON Schema in {@link Schemas}
   */
  public SchemaProblems(String name) {
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Schemas.json(name));
  }

  /** One sentence for each error, sorted, each beginning with the key; empty where all is right. */
  public List<String> of(JsonNode written) {
    return schema.validate(written).stream().map(this::sentence).sorted().distinct().toList();
  }

  private String sentence(ValidationMessage message) {
    String key = key(message.getInstanceLocation().toString());
    if (key.isEmpty() && message.getType().equals("type")) {
      return shown(message.getInstanceNode()) + " is not a " + typeName(message.getSchemaNode());
    }
    JsonNode schema = message.getSchemaNode();
    String found = shown(message.getInstanceNode());
    return switch (message.getType()) {
      case "additionalProperties" -> unknownKey(key, message);
      case "required" ->
          (key.isEmpty() ? "" : key + ": ") + "lacks `" + message.getProperty() + "`";
      case "enum" -> key + ": " + found + " is none of " + listed(schema, found);
      case "type" -> key + ": " + found + " is not a " + typeName(schema);
      case "pattern" -> key + ": " + found + " does not fit; " + describe(message);
      case "minimum", "exclusiveMinimum" ->
          key
              + ": "
              + found
              + " is too small; it must be "
              + (message.getType().startsWith("ex") ? "above " : "at least ")
              + schema.asText();
      case "maximum" -> key + ": " + found + " is too large; it must be at most " + schema.asText();
      case "minProperties" -> key + ": is empty; it must name at least " + schema.asText();
      case "propertyNames" ->
          key + ": a teacher's name has lower-case letters, digits, '_', '.', '-'";
      default ->
          (key.isEmpty() ? "" : key + ": ") + message.getMessage().replaceFirst("^\\$[^:]*: ", "");
    };
  }

  private String unknownKey(String key, ValidationMessage message) {
    String unknown = message.getProperty();
    List<String> known = new ArrayList<>();
    parent(message).path("properties").fieldNames().forEachRemaining(known::add);
    return (key.isEmpty() ? unknown : key + "." + unknown)
        + ": there is no such key; "
        + Nearest.to(unknown, known)
            .map(near -> "did you mean `" + near + "`?")
            .orElse("there are " + String.join(", ", known));
  }

  private String describe(ValidationMessage message) {
    return "it is: " + parent(message).path("description").asText(message.getMessage());
  }

  /** The schema that has the keyword which a message is about. */
  private JsonNode parent(ValidationMessage message) {
    JsonNode at = schema.getSchemaNode();
    for (int i = 0; i < message.getEvaluationPath().getNameCount() - 1; i++) {
      Object name = message.getEvaluationPath().getElement(i);
      at = name instanceof Integer index ? at.path(index) : at.path(String.valueOf(name));
    }
    return at;
  }

  private static String listed(JsonNode schema, String found) {
    List<String> values = new ArrayList<>();
    schema.forEach(value -> values.add(value.asText()));
    return String.join(", ", values)
        + Nearest.to(found, values).map(near -> "; did you mean `" + near + "`?").orElse("");
  }

  private static String typeName(JsonNode schema) {
    String name = schema.isArray() ? schema.get(0).asText() : schema.asText();
    return switch (name) {
      case "integer" -> "whole number";
      case "object" -> "mapping of keys to values";
      case "array" -> "list";
      case "boolean" -> "truth value (true or false)";
      case "string" -> "text";
      default -> name;
    };
  }

  private static String shown(JsonNode value) {
    return value == null ? "nothing" : value.isTextual() ? value.asText() : value.toString();
  }

  private static String key(String location) {
    return location
        .replaceFirst("^\\$\\.?|^/", "")
        .replace('/', '.')
        .replaceAll("\\['?([^']*?)'?\\]", ".$1")
        .replaceFirst("^\\.", "");
  }
}
