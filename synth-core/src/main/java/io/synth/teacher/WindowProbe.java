package io.synth.teacher;

/**
 * Lets a single call pass beyond a full window now and then, to see whether the window is larger by
 * now; the longer after each that is refused. Times in milliseconds.
 */
final class WindowProbe {
  private static final long FIRST_MS = 2_000;
  private static final long LONGEST_MS = 16_000;

  private boolean full;
  private long lease = -1;
  private long at;
  private long gapMs = FIRST_MS;

  void roomy() {
    full = false;
  }

  /** When a call may go although the window is full until then. */
  long next(long opens, long now) {
    if (!full) {
      full = true;
      at = now + gapMs;
    }
    return lease < 0 ? Math.min(at, opens) : opens;
  }

  void started(long id) {
    lease = id;
  }

  /** Returns whether the call was one, as are the next ones. */
  boolean accepted(long id, long now) {
    return ended(id, FIRST_MS, now);
  }

  boolean refused(long id, long now) {
    long longer = Math.min(2 * gapMs, LONGEST_MS);
    return ended(id, longer, now + longer);
  }

  void lost(long id, long now) {
    if (id == lease) {
      lease = -1;
      at = now + gapMs;
    }
  }

  private boolean ended(long id, long gap, long next) {
    if (id != lease) {
      return false;
    }
    lease = -1;
    gapMs = gap;
    at = next;
    return true;
  }
}
