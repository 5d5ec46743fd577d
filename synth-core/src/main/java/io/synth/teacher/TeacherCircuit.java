package io.synth.teacher;

import io.synth.model.ContentHash;
import java.util.SplittableRandom;

/**
 * The circuit breaker of one teacher. It opens when calls fail one after the other, or most of the
 * recent ones, because the server is down. While it is open single probes go, each after a longer
 * wait than the one before, with jitter; a success closes it. Guarded by its governor's lock.
 */
final class TeacherCircuit {
  /** Failures in a row that open it. */
  static final int IN_A_ROW = 8;

  /** Calls whose failures are counted, and the share that opens it. */
  static final int RECENT = 32;

  static final int FAILING = 24;

  static final long FIRST_WAIT_MS = 1_000;
  static final long LONGEST_WAIT_MS = 60_000;

  private final String teacher;
  private final SplittableRandom jitter;

  /** One bit for each recent call, 1 for a failure; the last one lowest. */
  private int recent;

  private int inARow;
  private boolean open;
  private long openedAt;
  private long probeAt;
  private int probes;
  private int failures;
  private String lastFailure = "";

  TeacherCircuit(String teacher) {
    this.teacher = teacher;
    this.jitter = new SplittableRandom(ContentHash.seed(teacher));
  }

  boolean open() {
    return open;
  }

  /** Milliseconds until a call may be sent; 0 while it is closed. */
  long waitMs(long now) {
    return open ? Math.max(0, Math.min(probeAt - now, LONGEST_WAIT_MS)) : 0;
  }

  /** A call is sent: while it is open, a probe. */
  void start(long now) {
    if (open) {
      probes++;
      probeAt = now + jittered(probes);
    }
  }

  void settle(Observation seen, long now) {
    switch (seen.sign()) {
      case ALIVE -> {
        open = false;
        inARow = 0;
        recent = recent << 1;
      }
      case DOWN, TIMEOUT -> {
        inARow++;
        recent = recent << 1 | 1;
        failures = open ? failures + 1 : inARow;
        lastFailure = seen.failure();
        if (!open && (inARow >= IN_A_ROW || Integer.bitCount(recent) >= FAILING)) {
          open = true;
          openedAt = now;
          probes = 0;
          probeAt = now + jittered(0);
          recent = 0;
        }
      }
      case NONE -> {}
    }
  }

  /** From three quarters to all of a wait that doubles with each probe. */
  private long jittered(int probe) {
    long wait = Math.min(FIRST_WAIT_MS << Math.min(probe, 20), LONGEST_WAIT_MS);
    return wait - jitter.nextLong(wait / 4 + 1);
  }

  Standing standing(long now) {
    return open
        ? new Standing(
            teacher,
            Standing.Circuit.OPEN,
            Math.max(0, now - openedAt),
            failures,
            lastFailure,
            waitMs(now))
        : Standing.well(teacher);
  }
}
