package io.synth.teacher;

import io.synth.model.Usage;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a leased request ended. Plain data.
 *
 * @param usage what it consumed; {@link Usage#NONE} without a reply
 * @param seen what it showed of the server
 */
public record Settlement(Outcome outcome, Usage usage, Observation seen) implements Serializable {
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
    return new Settlement(Outcome.DONE, usage, Observation.NONE);
  }

  /** The same, with what it showed of the server. */
  public static Settlement done(Usage usage, Observation seen) {
    return new Settlement(Outcome.DONE, usage, seen);
  }

  public static Settlement refused() {
    return new Settlement(Outcome.REFUSED, Usage.NONE, Observation.NONE);
  }

  public static Settlement throttled(@Nullable Duration retryAfter) {
    return new Settlement(
        Outcome.THROTTLED,
        Usage.NONE,
        new Observation(
            Observation.Sign.ALIVE, 0, new RateHeaders(retryAfter, null, null), "HTTP 429"));
  }

  public static Settlement lost() {
    return new Settlement(Outcome.LOST, Usage.NONE, Observation.NONE);
  }

  static Settlement of(Received received) {
    return done(received.usage(), Observation.of(received));
  }

  static Settlement of(CallFailure failure) {
    Outcome outcome =
        failure.reason().equals("rate_limited")
            ? Outcome.THROTTLED
            : failure.charge() == CallFailure.Charge.NONE ? Outcome.REFUSED : Outcome.LOST;
    return new Settlement(outcome, Usage.NONE, Observation.of(failure));
  }
}
