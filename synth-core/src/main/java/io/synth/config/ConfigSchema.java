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
 * right.
 */
final class ConfigSchema {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Schemas.json("config"));

  private ConfigSchema() {}

  /** One sentence for each error, in the order of the keys. */
  static List<String> problems(JsonNode own) {
    return SCHEMA.validate(own).stream().map(ConfigSchema::sentence).sorted().distinct().toList();
  }

  private static String sentence(ValidationMessage message) {
    String key = key(message.getInstanceLocation().toString());
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
      case "propertyNames" ->
          key + ": a teacher's name has lower-case letters, digits, '_', '.', '-'";
      default -> key + ": " + message.getMessage();
    };
  }

  private static String unknownKey(String key, ValidationMessage message) {
    String unknown = message.getProperty();
    List<String> known = new ArrayList<>();
    JsonNode properties = message.getSchemaNode();
    JsonNode parent = parentProperties(message);
    (parent == null ? properties : parent).fieldNames().forEachRemaining(known::add);
    String path = key.isEmpty() ? unknown : key + "." + unknown;
    return path
        + ": there is no such key; "
        + Nearest.to(unknown, known)
            .map(near -> "did you mean `" + near + "`?")
            .orElse("there are " + String.join(", ", known));
  }

  @SuppressWarnings("NullAway") // the library is not annotated
  private static JsonNode parentProperties(ValidationMessage message) {
    JsonNode at = SCHEMA.getSchemaNode();
    for (int i = 0; i < message.getEvaluationPath().getNameCount() - 1; i++) {
      Object name = message.getEvaluationPath().getElement(i);
      at = name instanceof Integer index ? at.path(index) : at.path(String.valueOf(name));
    }
    return at.get("properties");
  }

  private static String describe(ValidationMessage message) {
    JsonNode at = SCHEMA.getSchemaNode();
    for (int i = 0; i < message.getEvaluationPath().getNameCount() - 1; i++) {
      Object name = message.getEvaluationPath().getElement(i);
      at = name instanceof Integer index ? at.path(index) : at.path(String.valueOf(name));
    }
    return "it is: " + at.path("description").asText(message.getMessage());
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
