package io.synth.teacher;

import io.synth.config.RateLimits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits of one teacher: those of the configuration (requests and tokens started in any 60
 * seconds, calls in flight), and those that its server shows: how many calls it serves at once, and
 * how fast it may be called. Guarded by its governor's lock.
 */
final class TeacherGate {
  /** What {@link #waitMs} answers when only a call's end can help. */
  static final long UNTIL_SETTLED = -1;

  private static final long WINDOW_MS = 60_000;
  private static final long LONGEST_PAUSE_MS = 300_000;

  private final RateLimits limits;
  private final Deque<Start> window = new ArrayDeque<>();

  /** Of the calls in flight. */
  private final Map<Long, Start> unsettled = new HashMap<>();

  private long windowTokens;
  private int inFlight;
  private long pausedUntil = Long.MIN_VALUE;

  private static final class Start {
    private long at;
    private long tokens;
    private boolean forgotten;

    private Start(long at, long tokens) {
      this.at = at;
      this.tokens = tokens;
    }
  }

  private final TeacherCircuit circuit;
  private final ConcurrencyFinder finder = new ConcurrencyFinder();
  private final LearnedRate rate = new LearnedRate();

  TeacherGate(String teacher, RateLimits limits) {
    this.limits = limits;
    this.circuit = new TeacherCircuit(teacher);
  }

  /** Milliseconds until the call may be sent, 0 for now. */
  long waitMs(CallEstimate call, long now) {
    forget(now);
    long outage = circuit.waitMs(now);
    if (outage > 0) {
      return outage;
    }
    if (now < pausedUntil) {
      return pausedUntil - now;
    }
    long tooSoon = rate.notBefore(now) - now;
    if (tooSoon > 0) {
      return tooSoon;
    }
    finder.wanted(inFlight);
    if (inFlight > 0 && room() == 0) {
      return UNTIL_SETTLED;
    }
    Start first = window.peekFirst();
    // A call larger than the whole limit goes alone, or it would never go.
    boolean tooMany =
        first != null
            && ((limits.requestsPerMinute() != null && window.size() >= limits.requestsPerMinute())
                || (limits.tokensPerMinute() != null
                    && windowTokens + call.likelyTokens() > limits.tokensPerMinute()));
    return tooMany && first != null ? Math.max(1, first.at + WINDOW_MS - now) : 0;
  }

  /**
   * Others called until then: what the limits per minute left of that minute is unknown.
   *
   * @return whether there is such a limit, and new calls wait
   */
  boolean calledUntil(long then, long now) {
    boolean limited = limits.requestsPerMinute() != null || limits.tokensPerMinute() != null;
    boolean waits = limited && then + WINDOW_MS > now;
    if (waits) {
      pausedUntil = Math.max(pausedUntil, then + WINDOW_MS);
    }
    return waits;
  }

  /** How many more calls may be in flight. */
  int room() {
    double most = finder.most();
    if (limits.concurrency() != null) {
      most = Math.min(most, limits.concurrency());
    }
    return (int) Math.max(0, Math.ceil(most - inFlight));
  }

  void start(Lease lease, long now) {
    inFlight++;
    circuit.start(now);
    rate.started(lease.id(), now);
    if (limits.requestsPerMinute() != null || limits.tokensPerMinute() != null) {
      Start start = new Start(now, lease.estimate().likelyTokens());
      window.addLast(start);
      unsettled.put(lease.id(), start);
      windowTokens += lease.estimate().likelyTokens();
    }
  }

  void settle(Lease lease, Settlement settlement, long now) {
    inFlight--;
    circuit.settle(settlement.seen(), now);
    switch (settlement.outcome()) {
      case DONE -> {
        count(lease, settlement.usage().promptTokens() + settlement.usage().completionTokens());
        rate.accepted(lease.id(), now);
        finder.replied(settlement.seen().elapsedMs(), settlement.usage().completionTokens(), now);
      }
      case THROTTLED -> slowDown(lease, settlement.seen().rate().retryAfter(), now);
      case REFUSED -> {
        count(lease, 0);
        rate.lost(lease.id(), now);
      }
      case LOST -> {
        unsettled.remove(lease.id());
        rate.lost(lease.id(), now);
      }
    }
  }

  Standing standing(long now) {
    return circuit.standing(now);
  }

  private void count(Lease lease, long tokens) {
    Start start = unsettled.remove(lease.id());
    if (start != null && !start.forgotten) {
      windowTokens += tokens - start.tokens;
      start.tokens = tokens;
    }
  }

  private void slowDown(Lease lease, @Nullable Duration retryAfter, long now) {
    count(lease, 0);
    long pause = rate.refused(lease.id(), now);
    if (retryAfter != null) {
      pause = Math.min(Math.max(retryAfter.toMillis(), 0), LONGEST_PAUSE_MS);
      rate.refusedFor(pause, now);
    }
    pausedUntil = Math.max(pausedUntil, now + pause);
  }

  private void forget(long now) {
    Start last = window.peekLast();
    if (last != null && last.at > now) {
      // The clock was set back.
      window.forEach(start -> start.at = now);
      pausedUntil = Math.min(pausedUntil, now + LONGEST_PAUSE_MS);
    }
    Start first = window.peekFirst();
    while (first != null && first.at <= now - WINDOW_MS) {
      windowTokens -= first.tokens;
      first.forgotten = true;
      window.removeFirst();
      first = window.peekFirst();
    }
  }
}
