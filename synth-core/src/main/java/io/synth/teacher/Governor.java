package io.synth.teacher;

/**
 * The one who says when a call may be sent: rate limits and budgets of all teachers of a run. What
 * goes in and out is plain data, so that it can be asked over a network. Thread-safe.
 */
public interface Governor {
  /**
   * Waits until the call may be sent and reserves what it may consume. Each lease must be settled
   * once.
   *
   * @throws BudgetSpentException when the call could pass a budget, also after all calls in flight
   *     have settled
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  Lease lease(CallEstimate estimate) throws InterruptedException;

  /** Gives the reservation back and counts what was consumed. */
  void settle(Lease lease, Settlement settlement);
}
