package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool as it is described to a teacher; {@code parameters} is a JSON Schema of an object. */
public record ToolDefinition(String name, String description, JsonNode parameters) {}
