package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalInt;

/** Finds a model's context window in what a server tells of its models; each has its own word. */
final class ServedContext {
  private static final List<String> WORDS =
      List.of(
          // llama.cpp; vLLM and SGLang; hosted APIs and routers.
          "/meta/n_ctx",
          "/max_model_len",
          "/loaded_context_length",
          "/max_context_length",
          "/context_length",
          "/context_window",
          "/max_input_tokens");

  private ServedContext() {}

  /**
   * The window in tokens, if it is told.
   *
   * @param models the body of {@code /models}
   * @param model name in the configuration; where a server has one model, its name does not matter
   */
  static OptionalInt of(JsonNode models, String model) {
    JsonNode list = models.path("data");
    for (JsonNode one : list) {
      if (list.size() == 1 || one.path("id").asText().equals(model)) {
        for (String word : WORDS) {
          JsonNode tokens = one.at(word);
          if (tokens.canConvertToInt() && tokens.intValue() > 0) {
            return OptionalInt.of(tokens.intValue());
          }
        }
      }
    }
    return OptionalInt.empty();
  }
}
