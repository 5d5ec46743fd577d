package io.synth.jobs.governor;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Which attempt works at which group. Spark starts a second attempt beside a first that still runs:
 * where it speculates, and where an executor is lost with shuffle files, as then the whole stage is
 * tried again. The second would pay for the same calls, so it waits until the first has ended.
 * Thread-safe.
 */
final class GroupDesk {
  private final LostExecutors lost;
  private final Map<String, Claim> claims = new HashMap<>();

  GroupDesk(Clock clock) {
    this.lost = new LostExecutors(clock);
  }

  /** Whether the group is free for the attempt, or has become so as it ended. */
  synchronized boolean answer(Claim claim) {
    if (lost.contains(claim.executor()) && !claim.over()) {
      // Nobody would hear of its end.
      return false;
    }
    Claim holder = claims.get(claim.group());
    boolean free =
        holder == null || holder.attempt() == claim.attempt() || lost.isGone(holder.executor());
    if (free && claim.over()) {
      claims.remove(claim.group());
    } else if (free) {
      claims.put(claim.group(), claim);
    }
    return free;
  }

  /** An executor is gone, or about to go, and all its attempts with it. */
  void lost(String executor) {
    lost.add(executor);
  }
}
