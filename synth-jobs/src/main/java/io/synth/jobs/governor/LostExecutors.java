package io.synth.jobs.governor;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Executors that Spark has given up. One whose worker died ends by itself a moment later than the
 * driver hears of it, and till then its calls are under way and its replies are journaled.
 * Thread-safe.
 */
final class LostExecutors {
  /** How long a lost executor may live. */
  static final Duration GRACE = Duration.ofSeconds(3);

  private final Clock clock;

  /** Milliseconds when they were lost, by their ids. */
  private final Map<String, Long> since = new HashMap<>();

  LostExecutors(Clock clock) {
    this.clock = clock;
  }

  /** Spark has given it up. */
  synchronized void add(String executor) {
    since.putIfAbsent(executor, clock.millis());
  }

  /** Whether it begins nothing any more. */
  synchronized boolean contains(String executor) {
    return since.containsKey(executor);
  }

  /** Whether it must be dead. */
  synchronized boolean isGone(String executor) {
    Long lost = since.get(executor);
    return lost != null && clock.millis() - lost >= GRACE.toMillis();
  }
}
