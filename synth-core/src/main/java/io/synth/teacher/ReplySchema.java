package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The JSON Schema (draft 2020-12) that a structured reply must satisfy, with the name it is sent
 * under.
 */
public record ReplySchema(String name, JsonNode schema) {}
