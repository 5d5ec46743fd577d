package io.synth.teacher;

import io.synth.config.RetrySettings;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait between attempts: exponential backoff with jitter. Immutable.
 *
 * <p>After the n-th failure the delay is drawn from the upper half of base · 2ⁿ⁻¹, bounded by the
 * longest delay. A server's Retry-After raises it, within the same bound.
 */
public record RetryPolicy(RetrySettings settings) {

  /**
   * The delay before the next attempt.
   *
   * @param failures failed attempts so far, from 1
   * @param retryAfter what the server asked for; null when nothing
   */
  public Duration delay(int failures, @Nullable Duration retryAfter, RandomGenerator random) {
    long most = settings.maxDelay().toMillis();
    long base = settings.baseDelay().toMillis();
    int doublings = Math.min(failures - 1, 30);
    long backoff = Math.min(most, base << doublings);
    long jittered = backoff - (long) (random.nextDouble() * (backoff / 2.0));
    long asked = retryAfter == null ? 0 : Math.min(most, retryAfter.toMillis());
    return Duration.ofMillis(Math.max(jittered, asked));
  }

  /**
   * Whether another attempt may begin.
   *
   * @param elapsed what the attempts and delays took, the next delay included
   */
  public boolean allows(int failures, Duration elapsed) {
    return failures < settings.attempts() && elapsed.compareTo(settings.deadline()) < 0;
  }
}
