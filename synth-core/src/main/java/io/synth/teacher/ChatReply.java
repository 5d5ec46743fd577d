package io.synth.teacher;

import io.synth.model.Labelled;
import io.synth.model.Message;
import io.synth.model.Usage;

/**
 * A teacher's reply.
 *
 * @param message the assistant's turn; reasoning in its own field, never in the content
 * @param model the model as the server named it
 * @param usage of this one call, cost included
 */
public record ChatReply(Message message, Finish finish, String model, Usage usage) {
  /** Why the reply ended. */
  public enum Finish implements Labelled {
    /** By itself or at a stop string. */
    STOP,
    /** To call tools. */
    TOOL_CALLS,
    /** At the token limit: it is cut. */
    LENGTH,
    /** A filter of the server withheld it. */
    CONTENT_FILTER
  }
}
