package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Labelled;
import io.synth.model.Message;
import io.synth.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A teacher's reply.
 *
 * @param message the assistant's turn; reasoning in its own field, never in the content
 * @param model the model as the server named it
 * @param usage of this one call, cost included
 * @param blocks the message's parts as the server wants them back in a later turn, where words do
 *     not suffice: signed reasoning; null for most
 */
public record ChatReply(
    Message message, Finish finish, String model, Usage usage, @Nullable JsonNode blocks) {
  public ChatReply(Message message, Finish finish, String model, Usage usage) {
    this(message, finish, model, usage, null);
  }

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
