package io.synth.teacher;

import io.synth.model.Usage;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a leased request ended.
 *
 * @param usage what it consumed; {@link Usage#NONE} without a reply
 * @param retryAfter how long the server asks everyone to wait; null when it doesn't
 */
public record Settlement(Outcome outcome, Usage usage, @Nullable Duration retryAfter)
    implements Serializable {
  /** Kinds of ends. */
  public enum Outcome {
    /** A reply came. */
    DONE,
    /** The server refused or was not reached: nothing is charged. */
    REFUSED,
    /** The server refused because it is asked too much. */
    THROTTLED,
    /** No usable reply, but it may be charged: the whole estimate counts as spent. */
    LOST
  }

  public static Settlement done(Usage usage) {
    return new Settlement(Outcome.DONE, usage, null);
  }

  public static Settlement refused() {
    return new Settlement(Outcome.REFUSED, Usage.NONE, null);
  }

  public static Settlement throttled(@Nullable Duration retryAfter) {
    return new Settlement(Outcome.THROTTLED, Usage.NONE, retryAfter);
  }

  public static Settlement lost() {
    return new Settlement(Outcome.LOST, Usage.NONE, null);
  }
}
