package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.synth.schema.Schemas;
import java.util.List;

/** Validates replies against the schemas that ship. */
final class SchemaCheck {
  private SchemaCheck() {}

  static List<String> problems(String schema, JsonNode reply) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Schemas.json("reply/" + schema))
        .validate(reply)
        .stream()
        .map(m -> m.getMessage())
        .toList();
  }
}
