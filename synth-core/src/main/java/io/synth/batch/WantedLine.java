package io.synth.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.model.Labelled;
import io.synth.model.TeacherRole;
import io.synth.teacher.CallEstimate;
import io.synth.teacher.CallKey;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.WantedCall;
import org.jspecify.annotations.Nullable;

/**
 * A wanted call as a line of a file.
 *
 * @param group that its item is worked on in
 * @param attempt number of the batch that it goes into, from 1
 */
record WantedLine(WantedCall call, int group, int attempt) {
  private static final ObjectMapper JSON = new ObjectMapper();

  WantedLine again() {
    return new WantedLine(call, group, attempt + 1);
  }

  String write() {
    ObjectNode line = JSON.createObjectNode();
    CallKey key = call.key();
    line.put("id", call.id())
        .put("item", key.itemId())
        .put("step", key.step())
        .put("fingerprint", key.fingerprint())
        .put("role", key.role().label())
        .put("teacher", key.teacher())
        .put("instead_of", key.insteadOf())
        .put("group", group)
        .put("attempt", attempt)
        .put("likely_tokens", call.estimate().likelyTokens())
        .put("most_tokens", call.estimate().mostTokens())
        .put("most_usd", call.estimate().mostUsd());
    ReplySchema schema = call.schema();
    if (schema != null) {
      line.putObject("schema").put("name", schema.name()).set("schema", schema.schema());
    }
    return line.put("body", call.body()).toString();
  }

  static WantedLine read(String text) {
    try {
      JsonNode line = JSON.readTree(text);
      String teacher = line.required("teacher").asText();
      JsonNode schema = line.path("schema");
      @Nullable ReplySchema wished =
          schema.isObject()
              ? new ReplySchema(schema.required("name").asText(), schema.required("schema"))
              : null;
      WantedCall call =
          new WantedCall(
              new CallKey(
                  line.required("item").asText(),
                  line.required("step").asText(),
                  line.required("fingerprint").asText(),
                  Labelled.of(TeacherRole.class, line.required("role").asText()),
                  teacher,
                  line.required("instead_of").asText()),
              line.required("id").asText(),
              line.required("body").asText(),
              wished,
              new CallEstimate(
                  teacher,
                  line.required("likely_tokens").asLong(),
                  line.required("most_tokens").asLong(),
                  line.required("most_usd").asDouble()));
      return new WantedLine(call, line.required("group").asInt(), line.required("attempt").asInt());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          "a line of wanted calls cannot be read; remove the folder batches/wanted of the run, and"
              + " they are wanted again",
          e);
    }
  }
}
