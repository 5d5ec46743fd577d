package io.synth.teacher;

import io.synth.bench.MockLimit;
import io.synth.config.Budget;
import io.synth.config.RateLimits;
import io.synth.config.RetrySettings;
import io.synth.config.TeacherConfig;
import io.synth.model.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A server with a limit, simulated, and callers that always want to call: as many as the governor
 * lets through at once are under way. Times in milliseconds.
 */
final class LimitedWorld {
  private static final int REFUSAL_MS = 40;

  private final FakeTime time = new FakeTime();
  private final SplittableRandom random = new SplittableRandom(11);
  private final LocalGovernor governor;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Deque<Integer> idle = new ArrayDeque<>();
  private final RetryPolicy retries = new RetryPolicy(RetrySettings.DEFAULT);
  private final int[] failures;
  private @Nullable MockLimit requests;
  private @Nullable MockLimit tokens;
  private boolean retryAfter;
  private double spurious;
  private long order;
  private long askAgainAt;

  int latencyMs = 500;
  int tokensOfCall = 500;
  long answered;
  long refused;

  /** Of one call, as far as it was sent. */
  int mostFailures;

  long lastAnswerAt;
  long longestSilenceMs;

  private record Event(long at, long order, int caller, @Nullable Lease lease, boolean good)
      implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  LimitedWorld(int callers, RateLimits configured) {
    failures = new int[callers];
    for (int i = 0; i < callers; i++) {
      idle.add(i);
    }
    TeacherConfig teacher =
        TeacherConfig.builder("t").baseUrl("demo").model("m").limits(configured).build();
    governor = new LocalGovernor(List.of(teacher), Budget.NONE, Map.of(), time, time);
    lastAnswerAt = time.millis();
  }

  LimitedWorld requests(@Nullable MockLimit limit) {
    requests = limit;
    return this;
  }

  LimitedWorld tokens(@Nullable MockLimit limit) {
    tokens = limit;
    return this;
  }

  /** Whether a 429 tells how long to wait. */
  LimitedWorld retryAfter(boolean told) {
    retryAfter = told;
    return this;
  }

  /** Share of requests that meet a 429 for no reason. */
  LimitedWorld spurious(double share) {
    spurious = share;
    return this;
  }

  void resize(double requestsPerMinute) {
    if (requests != null) {
      requests.resize(requestsPerMinute, time.millis());
    }
  }

  /** Lets so much time pass, and counts anew. */
  LimitedWorld run(long millis) {
    answered = 0;
    refused = 0;
    longestSilenceMs = 0;
    long end = time.millis() + millis;
    while (time.millis() < end) {
      start();
      long next = askAgainAt;
      Event event = events.peek();
      next = event == null ? next : Math.min(next, event.at());
      next = Math.max(time.millis(), Math.min(next, end));
      time.pass(Duration.ofMillis(next - time.millis()));
      while (event != null && event.at() <= time.millis()) {
        end(events.remove());
        event = events.peek();
      }
    }
    longestSilenceMs = Math.max(longestSilenceMs, time.millis() - lastAnswerAt);
    return this;
  }

  private void start() {
    askAgainAt = Long.MAX_VALUE;
    while (!idle.isEmpty()) {
      Decision decision = governor.attempt(new CallEstimate("t", tokensOfCall, tokensOfCall, 0));
      if (!(decision instanceof Decision.Granted granted)) {
        long wait = decision.waitMillis();
        askAgainAt =
            wait == Long.MAX_VALUE ? wait : time.millis() + Math.max(1, Math.min(wait, 1_000));
        return;
      }
      int caller = idle.remove();
      long now = time.millis();
      boolean good = allowed(now);
      long takes =
          good
              ? latencyMs - latencyMs / 5 + random.nextInt(latencyMs / 5 * 2)
              : 1 + random.nextInt(REFUSAL_MS);
      events.add(new Event(now + takes, order++, caller, granted.lease(), good));
    }
  }

  private boolean allowed(long now) {
    if (random.nextDouble() < spurious) {
      return false;
    }
    boolean good =
        (requests == null || requests.allows(1, now))
            && (tokens == null || tokens.allows(tokensOfCall, now));
    if (good && requests != null) {
      requests.take(1, now);
    }
    if (good && tokens != null) {
      tokens.take(tokensOfCall, now);
    }
    return good;
  }

  private void end(Event event) {
    Lease lease = event.lease();
    long now = time.millis();
    if (lease == null) {
      idle.add(event.caller());
      return;
    }
    if (event.good()) {
      answered++;
      longestSilenceMs = Math.max(longestSilenceMs, now - lastAnswerAt);
      lastAnswerAt = now;
      failures[event.caller()] = 0;
      Usage usage = new Usage(1, tokensOfCall - 100, 0, 100, 0, 0);
      Observation seen = new Observation(Observation.Sign.ALIVE, latencyMs, RateHeaders.NONE, "");
      governor.settle(lease, Settlement.done(usage, seen));
      idle.add(event.caller());
      return;
    }
    refused++;
    Duration told =
        retryAfter && requests != null
            ? Duration.ofSeconds((requests.waitMs(1, now) + 999) / 1000)
            : null;
    governor.settle(lease, Settlement.throttled(told));
    Duration delay = retries.delay(++failures[event.caller()], told, random);
    mostFailures = Math.max(mostFailures, failures[event.caller()]);
    events.add(new Event(now + delay.toMillis(), order++, event.caller(), null, false));
  }

  double refusedOfThousand() {
    return 1000.0 * refused / Math.max(1, answered + refused);
  }
}
