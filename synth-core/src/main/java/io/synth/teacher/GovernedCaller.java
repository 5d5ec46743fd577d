package io.synth.teacher;

import io.synth.config.TeacherConfig;
import io.synth.model.Lost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends a request when the governor allows it, and settles what it consumed. Thread-safe. */
final class GovernedCaller implements Caller {
  private final TeacherConfig teacher;
  private final Governor governor;
  private final StopSignal stop;
  private final Caller next;

  GovernedCaller(TeacherConfig teacher, Governor governor, StopSignal stop, Caller next) {
    this.teacher = teacher;
    this.governor = governor;
    this.stop = stop;
    this.next = next;
  }

  /** Fails at once where the teacher's circuit is open. */
  @Override
  public Received call(ChatRequest request, @Nullable String idempotencyKey) throws CallFailure {
    return call(request, idempotencyKey, Duration.ZERO);
  }

  /** The same, but waits so long for an open circuit. */
  Received call(ChatRequest request, @Nullable String idempotencyKey, Duration patience)
      throws CallFailure {
    if (stop.raised()) {
      throw stop.failure();
    }
    Lease lease;
    try {
      lease = governor.lease(TokenEstimate.of(teacher, request), patience);
    } catch (CircuitOpenException e) {
      throw CallFailure.circuitOpen(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConnectionFailures.interrupted();
    }
    Settlement settlement = Settlement.lost();
    try {
      if (stop.raised()) {
        settlement = Settlement.refused();
        throw stop.failure();
      }
      Received received = next.call(request, idempotencyKey);
      settlement = Settlement.of(received);
      return received;
    } catch (CallFailure failure) {
      settlement = Settlement.of(failure);
      Lost lost =
          settlement.outcome() == Settlement.Outcome.LOST ? lease.estimate().lost() : Lost.NONE;
      // What was waited for the teacher counts against the deadline of retries.
      throw failure
          .timed(failure.elapsed().plusMillis(lease.outageMs()), failure.rate())
          .withLost(lost);
    } finally {
      governor.settle(lease, settlement);
    }
  }
}
