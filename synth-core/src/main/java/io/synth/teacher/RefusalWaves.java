package io.synth.teacher;

/**
 * Counts waves of refusals with nothing accepted in between: calls of one wave meet the same limit,
 * so each next wave begins with a call that was sent after the last one was refused. After a few of
 * them nothing is sent for a while, and then one call ahead of the others. Times in milliseconds.
 */
final class RefusalWaves {
  /** So many before a pause. */
  private static final int IN_A_ROW = 3;

  /** Share of the calls sent meanwhile that has to be refused: replies may be still to come. */
  private static final double MOST = 0.6;

  private static final long FIRST_PAUSE_MS = 250;
  private static final long LONGEST_PAUSE_MS = 10_000;

  private int row;
  private int started;
  private int refused;
  private long lastStarted = -1;
  private long startedBefore = -1;
  private long since;

  void started(long lease) {
    lastStarted = lease;
    started++;
  }

  long lastStarted() {
    return lastStarted;
  }

  /** Whether so many came that only one call is sent ahead. */
  boolean many() {
    return row >= IN_A_ROW;
  }

  /** Whether a reply to this call ends them. */
  boolean endWith(long lease) {
    return lease > startedBefore;
  }

  /** How long they have lasted; -1 where there are none. */
  long lasted(long now) {
    return row > 0 ? now - since : -1;
  }

  void end() {
    row = 0;
    started = 0;
    refused = 0;
  }

  /** A call was refused; returns whether a wave begins with it. */
  boolean refused(long lease, long now) {
    refused++;
    if (lease <= startedBefore || refused < MOST * started) {
      return false;
    }
    startedBefore = lastStarted;
    if (row++ == 0) {
      started = 0;
      refused = 0;
      since = now;
    }
    return true;
  }

  boolean first() {
    return row == 1;
  }

  /** How long nothing is sent after a wave. */
  long pauseMs() {
    return many() ? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(row - IN_A_ROW, 10)) : 0;
  }
}
