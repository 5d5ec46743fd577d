package io.synth.teacher;

import io.synth.model.Lost;

/** A call that brought no usable reply in any of its attempts. */
final class UnansweredException extends TeacherException {
  private static final long serialVersionUID = 1L;

  private final int attempts;
  private final long elapsedMs;
  private final boolean paid;
  private final Lost lost;

  /**
   * @param last failure of the last attempt
   * @param lost what its attempts may have been charged
   */
  UnansweredException(String message, CallFailure last, int attempts, long elapsedMs, Lost lost) {
    super(last.reason(), message, last);
    this.attempts = attempts;
    this.elapsedMs = elapsedMs;
    this.paid = !last.retryable() && last.lost().calls() > 0;
    this.lost = lost;
  }

  /** HTTP requests that it took. */
  int attempts() {
    return attempts;
  }

  long elapsedMs() {
    return elapsedMs;
  }

  /** Whether a reply came and is unusable: one that would be paid for a second time. */
  boolean paid() {
    return paid;
  }

  /** What its attempts may have been charged. */
  Lost lost() {
    return lost;
  }
}
