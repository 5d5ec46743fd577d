package io.synth.jobs.governor;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which attempt works at which group. Spark starts a second attempt beside a first that still runs:
 * where it speculates, and where an executor is lost with shuffle files, as then the whole stage is
 * tried again. The second would pay for the same calls, so it waits until the first has ended.
 * Thread-safe.
 */
final class GroupDesk {
  /**
   * How long an executor may live after Spark has given it up: one whose worker died ends by itself
   * a moment later than the driver hears of it, and journals what arrives until then.
   */
  static final Duration GRACE = Duration.ofSeconds(3);

  private final Clock clock;
  private final Map<String, Claim> claims = new HashMap<>();

  /** Milliseconds when executors were lost, by their ids. */
  private final Map<String, Long> lost = new HashMap<>();

  GroupDesk(Clock clock) {
    this.clock = clock;
  }

  /** Whether the group is free for the attempt, or has become so as it ended. */
  synchronized boolean answer(Claim claim) {
    if (lost.containsKey(claim.executor()) && !claim.over()) {
      // Nobody would hear of its end.
      return false;
    }
    Claim holder = claims.get(claim.group());
    boolean free = holder == null || holder.attempt() == claim.attempt() || isGone(holder);
    if (free && claim.over()) {
      claims.remove(claim.group());
    } else if (free) {
      claims.put(claim.group(), claim);
    }
    return free;
  }

  private boolean isGone(Claim holder) {
    Long since = lost.get(holder.executor());
    return since != null && clock.millis() - since >= GRACE.toMillis();
  }

  /** An executor is gone, or about to go, and all its attempts with it. */
  synchronized void lost(String executor) {
    lost.putIfAbsent(executor, clock.millis());
  }
}
