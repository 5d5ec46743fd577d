package io.synth.agent;

/** An attempt cannot go on; it becomes a failed trajectory that keeps its messages. */
final class AttemptFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  AttemptFailedException(String code, String reason) {
    super(reason);
    this.code = code;
  }

  /** The failure as the end of the attempt. */
  Ending ending() {
    return Ending.failed(code, String.valueOf(getMessage()));
  }
}
