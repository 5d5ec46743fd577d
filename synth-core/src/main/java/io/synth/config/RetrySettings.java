package io.synth.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often and how long a failed call is tried again.
 *
 * @param attempts HTTP requests in all, the first included; 1 for no retry
 * @param deadline no attempt begins after so long, counted over requests, delays and waiting for a
 *     teacher that is down, not over waiting for the rate limit
 * @param patience how long a call waits for a teacher that is down where another one may take over
 * @param baseDelay longest delay after the first failure; it doubles with each further one
 * @param maxDelay longest delay of all, also where the server's Retry-After asks for more
 */
public record RetrySettings(
    int attempts, Duration deadline, Duration patience, Duration baseDelay, Duration maxDelay)
    implements Serializable {
  /** 6 attempts within 20 minutes, a minute's patience, delays from 1 second to 1 minute. */
  public static final RetrySettings DEFAULT =
      new RetrySettings(6, Duration.ofMinutes(20), Duration.ofSeconds(1), Duration.ofMinutes(1));

  /** With a minute's patience. */
  public RetrySettings(int attempts, Duration deadline, Duration baseDelay, Duration maxDelay) {
    this(attempts, deadline, Duration.ofMinutes(1), baseDelay, maxDelay);
  }

  public RetrySettings {
    if (attempts < 1 || attempts > 100) {
      throw new IllegalArgumentException(
          "retry.attempts is " + attempts + "; it must be from 1 to 100");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("retry.deadline is " + deadline + "; it must be above 0");
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException(
          "retry.patience is " + patience + "; it must be 0 or more");
    }
    if (baseDelay.isNegative() || baseDelay.compareTo(maxDelay) > 0) {
      throw new IllegalArgumentException(
          "retry.base_delay is "
              + baseDelay
              + "; it must be from 0 to retry.max_delay, which is "
              + maxDelay);
    }
    if (maxDelay.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "retry.max_delay is " + maxDelay + "; it must be at most 1 day");
    }
  }
}
