package io.synth.jobs.governor;

import java.util.HashMap;
import java.util.Map;

/**
 * Which attempt works at which group. Spark starts a second attempt beside a first that still runs:
 * where it speculates, and where an executor is lost with shuffle files, as then the whole stage is
 * tried again. The second would pay for the same calls, so it waits until the first has ended.
 * Thread-safe.
 */
final class GroupDesk {
  private final Map<String, Claim> claims = new HashMap<>();

  /** Whether the group is free for the attempt, or has become so as it ended. */
  synchronized boolean answer(Claim claim) {
    Claim holder = claims.get(claim.group());
    boolean free = holder == null || holder.attempt() == claim.attempt();
    if (free && claim.over()) {
      claims.remove(claim.group());
    } else if (free) {
      claims.put(claim.group(), claim);
    }
    return free;
  }

  /** An executor is gone, and all its attempts with it. */
  synchronized void lost(String executor) {
    claims.values().removeIf(claim -> claim.executor().equals(executor));
  }
}
