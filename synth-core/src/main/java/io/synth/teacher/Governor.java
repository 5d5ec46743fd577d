package io.synth.teacher;

import java.time.Duration;

/**
 * The one who says when a call may be sent: rate limits, budgets and circuits of all teachers of a
 * run. What goes in and out is plain data, so that it can be asked over a network. Thread-safe.
 */
public interface Governor {
  /** Patience without end. */
  Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

  /**
   * Waits until the call may be sent and reserves what it may consume. Each lease must be settled
   * once.
   *
   * @param patience longest wait for a teacher whose circuit is open; waiting for a rate limit does
   *     not count
   * @throws CircuitOpenException when the circuit is still open then
   * @throws BudgetSpentException when the call could pass a budget, also after all calls in flight
   *     have settled
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  Lease lease(CallEstimate estimate, Duration patience) throws InterruptedException;

  /** The same with patience without end. */
  default Lease lease(CallEstimate estimate) throws InterruptedException {
    return lease(estimate, FOREVER);
  }

  /** Gives the reservation back and counts what was consumed. */
  void settle(Lease lease, Settlement settlement);

  /** How a teacher stands: whether its circuit is open. Answers at once. */
  Standing standing(String teacher);
}
