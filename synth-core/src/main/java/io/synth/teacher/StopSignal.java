package io.synth.teacher;

/** Tells all calls of a JVM that no further one is to begin. Thread-safe. */
final class StopSignal {
  private volatile boolean raised;

  void raise() {
    raised = true;
  }

  boolean raised() {
    return raised;
  }

  /** What a call ends with that does not begin. */
  CallFailure failure() {
    return CallFailure.of(
        "stopped", "stopped", false, CallFailure.Charge.NONE, "the run is being stopped");
  }
}
