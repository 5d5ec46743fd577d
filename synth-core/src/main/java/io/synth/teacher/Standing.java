package io.synth.teacher;

import java.io.Serializable;
import java.util.Locale;

/**
 * How a teacher stands, as the calls that ended show it. Plain data.
 *
 * @param teacher name of the teacher
 * @param circuit whether calls are sent to it
 * @param troubleMs for how long it has been in trouble: since its circuit opened, or since a call
 *     last got past its rate limit; 0 without trouble
 * @param failures calls that failed since then
 * @param lastFailure what the last of them said: status and an excerpt of the reply
 * @param probeMs until the next probe may be sent
 */
public record Standing(
    String teacher, Circuit circuit, long troubleMs, int failures, String lastFailure, long probeMs)
    implements Serializable {

  /** States of the circuit breaker between us and a teacher. */
  public enum Circuit {
    /** Calls are sent. */
    CLOSED,
    /** The teacher is down: no calls but single probes. */
    OPEN,
    /** The teacher refuses everything with 429: no calls but single probes. */
    THROTTLED
  }

  /** A teacher without trouble. */
  public static Standing well(String teacher) {
    return new Standing(teacher, Circuit.CLOSED, 0, 0, "", 0);
  }

  /** Whether calls go elsewhere or wait: only single probes are sent. */
  public boolean open() {
    return circuit != Circuit.CLOSED;
  }

  /** In one sentence, for people. */
  public String describe() {
    if (!open()) {
      return "teacher '" + teacher + "' answers";
    }
    return String.format(
        Locale.ROOT,
        "teacher '%s' %s for %d s: %d calls failed, the last with %s; the next probe goes in %d s",
        teacher,
        circuit == Circuit.OPEN ? "has been down" : "has refused all calls with 429",
        troubleMs / 1_000,
        failures,
        lastFailure,
        (probeMs + 999) / 1_000);
  }
}
