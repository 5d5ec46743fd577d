package io.synth.teacher;

import java.util.Arrays;

/** Counts what happened in the last minute, second by second. Times in milliseconds. */
final class RecentCount {
  private static final int SECONDS = 60;
  private static final int LATELY = 3;
  private static final double MILLIS = 1_000.0;

  private final int[] counts = new int[SECONDS];
  private long second = Long.MIN_VALUE;
  private long since = Long.MAX_VALUE;

  void add(long now) {
    turn(now);
    since = Math.min(since, now);
    counts[(int) Math.floorMod(second, (long) SECONDS)]++;
  }

  /** In the last minute. */
  int inAMinute(long now) {
    turn(now);
    return Arrays.stream(counts).sum();
  }

  /** When the count of a minute falls next. */
  long nextLeaves(long now) {
    turn(now);
    for (long oldest = second - SECONDS + 1; oldest <= second; oldest++) {
      if (counts[(int) Math.floorMod(oldest, (long) SECONDS)] > 0) {
        return (oldest + SECONDS) * (long) MILLIS;
      }
    }
    return now;
  }

  /** For each millisecond of the last few seconds. */
  double lately(long now) {
    turn(now);
    int sum = 0;
    for (int back = 0; back < LATELY; back++) {
      sum += counts[(int) Math.floorMod(second - back, (long) SECONDS)];
    }
    double lasted = (LATELY - 1) * MILLIS + Math.floorMod(now, (long) MILLIS) + 1;
    return sum / Math.min(lasted, Math.max(1, (double) now - since + 1));
  }

  private void turn(long now) {
    long current = Math.floorDiv(now, (long) MILLIS);
    if (second == Long.MIN_VALUE || current < second) {
      // The beginning, or the clock was set back.
      Arrays.fill(counts, 0);
      second = current;
      return;
    }
    for (long next = second + 1; next <= Math.min(current, second + SECONDS); next++) {
      counts[(int) Math.floorMod(next, (long) SECONDS)] = 0;
    }
    second = current;
  }
}
