package io.synth.jobs.governor;

import io.synth.jobs.Progress;
import io.synth.teacher.BudgetSpentException;
import io.synth.teacher.CallEstimate;
import io.synth.teacher.Decision;
import io.synth.teacher.Lease;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Where executors ask the driver's governor. It never waits; it remembers who holds which lease, so
 * that those of an executor that died come back: their calls count as spent, as nobody knows
 * better. Thread-safe.
 */
public final class GovernorDesk {
  /**
   * An executor speaks every {@link RemoteGovernor#SILENCE}; after so long it is taken for dead.
   */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LocalGovernor governor;
  private final Progress progress;
  private final Clock clock;
  private final LostExecutors lost;
  private final Map<String, LeaseHolder> holders = new HashMap<>();

  /**
   * @param progress takes what the executors' tasks do
   */
  public GovernorDesk(LocalGovernor governor, Progress progress, Clock clock) {
    this.governor = governor;
    this.progress = progress;
    this.clock = clock;
    this.lost = new LostExecutors(clock);
  }

  synchronized Answer answer(Exchange exchange) {
    LeaseHolder holder = holders.computeIfAbsent(exchange.executor(), name -> new LeaseHolder());
    holder.speaks(clock.millis());
    progress.add(holder.since(exchange.done()));
    for (Exchange.Settled settled : exchange.settled()) {
      // One that is not there was settled before, and the answer did not arrive.
      if (holder.release(settled.lease())) {
        governor.settle(settled.lease(), settled.settlement());
      }
    }
    for (Lease lease : holder.unknown(new HashSet<>(exchange.held()))) {
      holder.release(lease);
      governor.settle(lease, Settlement.refused());
    }
    expireSilent();
    List<Answer.Reply> replies = new ArrayList<>();
    for (CallEstimate call : exchange.wanted()) {
      replies.add(
          lost.contains(exchange.executor())
              ? new Answer.Reply(null, null, Long.MAX_VALUE)
              : reply(holder, call));
    }
    return new Answer(replies, governor.troubled(), null);
  }

  private Answer.Reply reply(LeaseHolder holder, CallEstimate call) {
    try {
      Decision decision =
          othersComeFirst(holder, call.teacher())
              ? Decision.AFTER_SETTLEMENT
              : governor.attempt(call);
      if (decision instanceof Decision.Granted granted) {
        holder.hold(granted.lease());
        return new Answer.Reply(granted.lease(), null, 0);
      }
      holder.waits(call.teacher());
      return new Answer.Reply(null, null, decision.waitMillis());
    } catch (BudgetSpentException e) {
      return new Answer.Reply(null, Answer.Refusal.of(e), 0);
    }
  }

  /**
   * Whether an executor waits that has fewer calls in flight. Otherwise one that says in the same
   * breath that a call ended and that it wants another would keep the others out.
   */
  private boolean othersComeFirst(LeaseHolder holder, String teacher) {
    long now = clock.millis();
    int held = holder.held(teacher);
    return holders.values().stream()
        .anyMatch(
            other ->
                other.waitsFor(teacher)
                    && other.held(teacher) < held
                    && !other.silent(now, 2 * RemoteGovernor.SILENCE.toMillis()));
  }

  private void expireSilent() {
    long now = clock.millis();
    holders.forEach(
        (executor, holder) -> {
          if (holder.silent(now, PATIENCE.toMillis()) || lost.isGone(executor)) {
            holder.expire().forEach(governor::expire);
          }
        });
  }

  /** An executor is gone, or about to go: what it held counts as spent, and makes room then. */
  void lost(String executor) {
    lost.add(executor);
  }
}
