package io.synth.teacher;

import io.synth.config.TeacherConfig;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends a request when the governor allows it, and settles what it consumed. Thread-safe. */
final class GovernedCaller implements Caller {
  private final TeacherConfig teacher;
  private final Governor governor;
  private final Caller next;

  GovernedCaller(TeacherConfig teacher, Governor governor, Caller next) {
    this.teacher = teacher;
    this.governor = governor;
    this.next = next;
  }

  @Override
  public Received call(ChatRequest request, @Nullable String idempotencyKey) throws CallFailure {
    Lease lease;
    try {
      lease = governor.lease(TokenEstimate.of(teacher, request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConnectionFailures.interrupted();
    }
    Settlement settlement = Settlement.lost();
    try {
      Received received = next.call(request, idempotencyKey);
      settlement = Settlement.done(received.usage());
      return received;
    } catch (CallFailure failure) {
      if (Objects.equals(failure.status(), 429)) {
        settlement = Settlement.throttled(failure.retryAfter());
      } else if (failure.charge() == CallFailure.Charge.NONE) {
        settlement = Settlement.refused();
      }
      throw failure;
    } finally {
      governor.settle(lease, settlement);
    }
  }
}
