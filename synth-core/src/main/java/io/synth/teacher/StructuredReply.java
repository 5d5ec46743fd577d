package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads structured replies of one schema (JSON Schema, draft 2020-12): repaired by {@link
 * JsonRepair}, then validated. Thread-safe.
 */
public final class StructuredReply {
  private static final int MOST_ERRORS = 8;
  private static final int LONGEST_ERROR = 200;

  private final JsonSchema schema;

  private StructuredReply(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * What a text turned out to be.
   *
   * @param value the reply; null when it is not valid
   * @param errors why not, one a line, in a fixed order; empty when it is
   */
  public record Reading(@Nullable JsonNode value, List<String> errors) {
    public Reading {
      errors = List.copyOf(errors);
    }
  }

  public static StructuredReply of(ReplySchema schema) {
    // Messages go into the corrective turn, so they must not differ between machines.
    SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().locale(Locale.ROOT).build();
    return new StructuredReply(
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(schema.schema(), config));
  }

  /** Reads a reply's text. */
  public Reading read(String text) {
    List<String> errors = List.of("the reply holds no JSON object");
    boolean first = true;
    for (JsonNode candidate : JsonRepair.objects(text)) {
      List<String> wrong = errors(candidate);
      if (wrong.isEmpty()) {
        return new Reading(candidate, List.of());
      }
      if (first) {
        errors = wrong;
        first = false;
      }
    }
    return new Reading(null, errors);
  }

  private List<String> errors(JsonNode candidate) {
    return schema.validate(candidate).stream()
        .map(ValidationMessage::getMessage)
        // What is wrong with the reply as a whole comes with an empty path before it.
        .map(m -> m.startsWith(": ") ? m.substring(2) : m)
        .map(m -> m.length() > LONGEST_ERROR ? m.substring(0, LONGEST_ERROR) + "…" : m)
        .sorted()
        .distinct()
        .limit(MOST_ERRORS)
        .toList();
  }
}
