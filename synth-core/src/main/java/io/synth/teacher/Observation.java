package io.synth.teacher;

import java.io.Serializable;

/**
 * What a call that ended shows of its server. Plain data.
 *
 * @param sign whether the server lives
 * @param elapsedMs from sending to the end; 0 when unknown
 * @param rate what the headers told
 * @param failure the failure in a few words, with an excerpt of what the server said; empty for a
 *     usable reply
 */
public record Observation(Sign sign, long elapsedMs, RateHeaders rate, String failure)
    implements Serializable {
  /** Nothing is known. */
  public static final Observation NONE = new Observation(Sign.NONE, 0, RateHeaders.NONE, "");

  /** Signs of life. */
  public enum Sign {
    /** It answered, be it with an error that is the request's own. */
    ALIVE,
    /** It was not reached, broke off, or said that it is in trouble. */
    DOWN,
    /** It took too long. */
    TIMEOUT,
    /** None. */
    NONE
  }

  static Observation of(Received received) {
    return new Observation(Sign.ALIVE, received.latencyMs(), received.rate(), "");
  }

  static Observation of(CallFailure failure) {
    return new Observation(
        sign(failure),
        failure.elapsed().toMillis(),
        failure.rate(),
        failure.label() + ": " + failure.detail());
  }

  private static Sign sign(CallFailure failure) {
    Integer status = failure.status();
    return switch (failure.reason()) {
      case "truncated" -> Sign.DOWN;
      case "interrupted" -> Sign.NONE;
      case "unavailable" -> {
        if (status != null) {
          yield status == 408 || status == 504
              ? Sign.TIMEOUT
              : status >= 500 ? Sign.DOWN : Sign.ALIVE;
        }
        yield CallTimeout.slow(failure.label()) ? Sign.TIMEOUT : Sign.DOWN;
      }
      default -> Sign.ALIVE;
    };
  }
}
