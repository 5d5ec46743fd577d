package io.synth.config;

import io.synth.model.Labelled;

/** How a teacher is told of the agent's tools, and how it calls them. */
public enum ToolMode implements Labelled {
  /** In the request's {@code tools}: the server's own tool calls. */
  NATIVE,
  /**
   * Each turn is a structured reply that the server holds the model to: a thought, and either a
   * tool with its arguments or the answer. For servers and models without tool calls.
   */
  JSON_SCHEMA,
  /** The same in words alone, for servers that know neither. */
  PROMPT
}
