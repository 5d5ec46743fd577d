package io.synth.teacher;

import io.synth.SynthException;

/**
 * A teacher gave no usable reply, after all retries. The message tells attempts, statuses and the
 * last reply.
 */
public class TeacherException extends SynthException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason short code for rows, e.g. {@code context_length}, {@code content_filter}, {@code
   *     invalid_reply}, {@code unavailable}
   */
  public TeacherException(String reason, String message) {
    super(Code.TEACHER, message);
    this.reason = reason;
  }

  public TeacherException(String reason, String message, Throwable cause) {
    super(Code.TEACHER, message, cause);
    this.reason = reason;
  }

  /** Short code for rows. */
  public String reason() {
    return reason;
  }

  /**
   * Whether the teacher is out of reach or refuses us altogether, or the run is being stopped: not
   * the item's failure. The item waits for a better day.
   */
  public boolean outage() {
    return reason.equals("unavailable")
        || reason.equals("unauthorized")
        || reason.equals("quota_spent")
        || cutOff();
  }

  /** Whether the process, or its work, is being stopped: of the teacher it tells nothing. */
  public boolean cutOff() {
    return reason.equals("interrupted") || reason.equals("stopped");
  }
}
