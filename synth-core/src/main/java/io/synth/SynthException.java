package io.synth;

/**
 * Something a user can act on: what was wrong, where, and what to do. A record's failure becomes a
 * row; a job's failure stops the job with the exit code of its {@link Code}.
 */
public class SynthException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is; each has an exit code of its own. */
  public enum Code {
    /** The job failed. */
    JOB(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The configuration is wrong; nothing was started. */
    CONFIGURATION(3),
    /** The input data is wrong as a whole, e.g. a missing file. */
    DATA(4),
    /** A teacher cannot be reached or refuses all calls. */
    TEACHER(5),
    /** The budget is spent; the run can be resumed with a larger one. */
    BUDGET(6);

    private final int exitCode;

    Code(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of the process. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Code code;

  public SynthException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public SynthException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
