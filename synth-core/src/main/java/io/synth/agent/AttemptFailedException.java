package io.synth.agent;

/** An attempt cannot go on; it becomes a failed trajectory that keeps its messages. */
final class AttemptFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String model;

  AttemptFailedException(String code, String reason) {
    this(code, reason, "");
  }

  /**
   * @param model the model whose reply could not be used, as its server names it
   */
  AttemptFailedException(String code, String reason, String model) {
    super(reason);
    this.code = code;
    this.model = model;
  }

  /** The model whose reply could not be used; empty where no reply is to blame. */
  String model() {
    return model;
  }

  /** The failure as the end of the attempt. */
  Ending ending() {
    return Ending.failed(code, String.valueOf(getMessage()));
  }
}
