package io.synth.corpus;

/** Bytes that are no page: the file is skipped, and the reason is kept. */
public final class UnreadablePageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason short code to count by, e.g. {@code binary}, {@code empty}, {@code too_large}
   * @param message why, as a sentence
   */
  public UnreadablePageException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Short code to count by. */
  public String reason() {
    return reason;
  }
}
