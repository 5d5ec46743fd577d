package io.synth.teacher;

import io.synth.model.Lost;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a teacher that brought no usable reply. What is tried again is on a list of
 * its own ({@link #retryable}): everything else is final, since a second paid call would end the
 * same.
 */
public final class CallFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private static final String CIRCUIT_OPEN = "circuit open";

  /** What the teacher may have charged for the request. */
  public enum Charge {
    /** Nothing: it was refused or never arrived. */
    NONE,
    /** Perhaps all of it: the reply was lost or is unusable. */
    UNKNOWN
  }

  private final String reason;
  private final String label;
  private final String detail;
  private final boolean retryable;
  private final Charge charge;
  private final @Nullable Integer status;
  private final RateHeaders rate;
  private final Duration elapsed;
  private final Lost lost;

  private CallFailure(
      String reason,
      String label,
      String detail,
      boolean retryable,
      Charge charge,
      @Nullable Integer status,
      RateHeaders rate,
      Duration elapsed,
      Lost lost) {
    super(label + ": " + detail);
    this.reason = reason;
    this.label = label;
    this.detail = detail;
    this.retryable = retryable;
    this.charge = charge;
    this.status = status;
    this.rate = rate;
    this.elapsed = elapsed;
    this.lost = lost;
  }

  /**
   * A response with an error status.
   *
   * @param detail what the server said
   */
  public static CallFailure ofStatus(String reason, int status, boolean retryable, String detail) {
    return new CallFailure(
        reason,
        "HTTP " + status,
        detail,
        retryable,
        Charge.NONE,
        status,
        RateHeaders.NONE,
        Duration.ZERO,
        Lost.NONE);
  }

  /**
   * A request without a response, or one whose reply is unusable.
   *
   * @param label two or three words, e.g. {@code connection refused}
   */
  public static CallFailure of(
      String reason, String label, boolean retryable, Charge charge, String detail) {
    return new CallFailure(
        reason, label, detail, retryable, charge, null, RateHeaders.NONE, Duration.ZERO, Lost.NONE);
  }

  /**
   * A reply that goes beyond a limit.
   *
   * @param limit the number and what it counts
   */
  public static CallFailure tooLong(String limit) {
    return of(
        "reply_too_long",
        "reply too long",
        false,
        Charge.UNKNOWN,
        "more than " + limit + " came; lower max_tokens of the role");
  }

  /** A call that was not sent, as it waited longer than it may for a teacher that is down. */
  static CallFailure circuitOpen(CircuitOpenException e) {
    return of(e.reason(), CIRCUIT_OPEN, false, Charge.NONE, e.standing().describe());
  }

  boolean circuitOpen() {
    return label.equals(CIRCUIT_OPEN);
  }

  CallFailure timed(Duration spent, RateHeaders told) {
    return new CallFailure(reason, label, detail, retryable, charge, status, told, spent, lost);
  }

  CallFailure withDetail(String newDetail) {
    return new CallFailure(
        reason, label, newDetail, retryable, charge, status, rate, elapsed, lost);
  }

  CallFailure withLost(Lost newLost) {
    return new CallFailure(
        reason, label, detail, retryable, charge, status, rate, elapsed, newLost);
  }

  /** Short code for rows. */
  public String reason() {
    return reason;
  }

  /** Two or three words: the status, or what happened to the connection. */
  public String label() {
    return label;
  }

  /** What the server or the connection said. */
  public String detail() {
    return detail;
  }

  /** Whether another attempt may fare better. */
  public boolean retryable() {
    return retryable;
  }

  /** What it may have cost. */
  public Charge charge() {
    return charge;
  }

  /** The most that it counts against a budget. */
  Lost lost() {
    return lost;
  }

  /** HTTP status; null when there was no response or it was not about the status. */
  public @Nullable Integer status() {
    return status;
  }

  /** How long the server asks to wait; null when it doesn't. */
  public @Nullable Duration retryAfter() {
    return rate.retryAfter();
  }

  /** What the response's headers told of rate limits. */
  RateHeaders rate() {
    return rate;
  }

  /** How long the request took. */
  public Duration elapsed() {
    return elapsed;
  }
}
