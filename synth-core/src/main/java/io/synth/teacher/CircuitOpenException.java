package io.synth.teacher;

/** A call waited longer than it may for a teacher that is down. It was not sent. */
public class CircuitOpenException extends TeacherException {
  private static final long serialVersionUID = 1L;

  private final Standing standing;

  public CircuitOpenException(Standing standing) {
    super("unavailable", standing.describe());
    this.standing = standing;
  }

  /** How the teacher stood when the call gave up. */
  public Standing standing() {
    return standing;
  }
}
