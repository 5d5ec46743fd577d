package io.synth.teacher;

/**
 * Tells refusals by chance from those by a limit, by a trial: what a limit lets pass is the same
 * however fast calls come, so when they come more slowly than they passed none is refused; chance
 * refuses the same share at any rate. Times in milliseconds.
 */
final class ChanceRefusals {
  /** What passes is counted for so long, from the first reply to a call sent after the proof. */
  private static final long COUNTED_MS = 3_000;

  /** For so long a limit that a trial has found is taken for one, unless calls become slower. */
  private static final long KNOWN_MS = 600_000;

  /** Rate of a trial, as a share of what passed. */
  private static final double SLOW = 0.7;

  /** Where calls come at less than this share of what passed, a limit is in question again. */
  private static final double SLOWER = 0.4;

  /** Replies that end a trial; fewer are enough where none was refused. */
  private static final int CALLS = 40;

  private static final int CALLS_OF_NONE = 24;
  private static final int FEWEST_REFUSED = 4;

  private boolean begun;
  private long knownUntil = Long.MIN_VALUE;

  /** The calls counted were started after this one. */
  private long startedBefore;

  private long since;
  private int accepted;
  private int refused;
  private double passed;
  private double trial;
  private double rateBefore;

  /** A limit seems to be proven; nothing where that is in question already. */
  void begin(double perMs, long lastStarted, long now) {
    if (!begun && now >= knownUntil) {
      begun = true;
      rateBefore = perMs;
      countFrom(lastStarted);
    }
  }

  /** Calls became so much slower than what passed that it is in question once more. */
  void slower(double perMs, long lastStarted) {
    if (!begun && perMs < SLOWER * passed) {
      begun = true;
      countFrom(lastStarted);
    }
  }

  void end() {
    begun = false;
    trial = 0;
  }

  /** How many calls may start each millisecond meanwhile; 0 where no trial is on. */
  double trial() {
    return trial;
  }

  /**
   * A call ended.
   *
   * @return whether calls are refused by chance
   */
  boolean seen(long lease, boolean good, long lastStarted, long now) {
    if (!begun || lease <= startedBefore) {
      return false;
    }
    if (since < 0) {
      if (good) {
        since = now;
      }
      return false;
    }
    accepted += good ? 1 : 0;
    refused += good ? 0 : 1;
    if (trial == 0) {
      if (now - since >= COUNTED_MS && accepted > 0) {
        passed = (double) accepted / (now - since);
        trial = SLOW * passed;
        countFrom(lastStarted);
      }
      return false;
    }
    if (refused >= FEWEST_REFUSED && accepted >= FEWEST_REFUSED) {
      return true;
    }
    if (accepted >= (refused == 0 ? CALLS_OF_NONE : CALLS)) {
      if (refused > 1) {
        countFrom(lastStarted);
      } else {
        knownUntil = now + KNOWN_MS;
        end();
      }
    }
    return false;
  }

  private void countFrom(long lastStarted) {
    startedBefore = lastStarted;
    since = -1;
    accepted = 0;
    refused = 0;
  }

  /** Of calls that came slowly the refused. */
  double share() {
    return (double) refused / Math.max(1, accepted + refused);
  }

  /** The rate before any call was made slower. */
  double rateBefore() {
    return rateBefore;
  }
}
