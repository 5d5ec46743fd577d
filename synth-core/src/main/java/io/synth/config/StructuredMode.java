package io.synth.config;

import io.synth.model.Labelled;

/** How a teacher is told the JSON Schema of a structured reply. */
public enum StructuredMode implements Labelled {
  /** In the request's {@code response_format}: the server holds the model to it. */
  JSON_SCHEMA,
  /** In the prompt, for servers that know no {@code response_format}. */
  PROMPT
}
