package io.synth.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.config.ConfigLoader;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The part of the configuration that shapes a step's rows, without what only shapes how fast or how
 * often it is done.
 */
final class Shape {
  private static final JsonMapper JSON = new JsonMapper();

  private Shape() {}

  static String of(JobContext context, Record section) {
    try {
      ObjectNode whole = (ObjectNode) JSON.readTree(ConfigLoader.toJson(context.config()));
      for (JsonNode teacher : whole.get("teachers")) {
        ((ObjectNode) teacher)
            .remove(
                List.of(
                    "api_key_env",
                    "api_key_file",
                    "limits",
                    "budget",
                    "timeouts",
                    "retry",
                    "prices",
                    "stream",
                    "max_tokens_key",
                    "most_stops",
                    "send_idempotency_key",
                    "send_cache_control"));
      }
      ObjectNode own = JSON.valueToTree(section);
      own.remove(List.of("groupSize", "parallel"));
      return own.toString()
          + whole.get("teachers")
          + whole.get("roles")
          + whole.get("demo")
          + whole.get("random_seed")
          + whole.get("tokenizer");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
