package io.synth.agent.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;

/** The JSON Schema of a tool's arguments. */
record ToolSchema(JsonNode parameters, JsonSchema schema) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ERRORS = 5;

  static ToolSchema of(JsonNode parameters) {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    // Messages are training data: the same on every machine.
    SchemaValidatorsConfig english =
        SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).pathType(PathType.LEGACY).build();
    return new ToolSchema(parameters, factory.getSchema(parameters, english));
  }

  /** Reads a schema that is written in the code. */
  static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a tool's schema is no JSON", e);
    }
  }

  /** What is wrong with arguments, in a fixed order; empty where nothing is. */
  List<String> errors(JsonNode arguments) {
    return schema.validate(arguments).stream()
        .map(ValidationMessage::getMessage)
        .map(message -> message.replaceFirst("^\\$\\.?", "").replaceFirst("^: ", ""))
        .sorted()
        .limit(MOST_ERRORS)
        .toList();
  }
}
