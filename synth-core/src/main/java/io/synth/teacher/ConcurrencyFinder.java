package io.synth.teacher;

import java.util.Arrays;

/**
 * Finds how many calls a server serves at once. One that is saturated need not say so: it answers
 * ever later, as its queue grows with each call. By Little's law the calls that are being served
 * are the rate of replies times the time that one takes without a queue; more calls in flight than
 * that only wait. So it measures both, in rounds of about one latency each, and allows a little
 * more than their product: as long as the rate grows with the calls in flight, so does what is
 * allowed. It doubles at the beginning.
 *
 * <p>Replies differ in length: work and time are counted per token. Guarded by its governor's lock.
 */
final class ConcurrencyFinder {
  /** Calls in flight allowed at first. */
  static final int FIRST = 32;

  /** Allowed beyond the product, as a factor and in calls: room to find out that there is more. */
  private static final double GAIN = 1.15;

  private static final int SPARE = 2;

  /** The rate has to grow by so much to double once more. */
  private static final double GROWTH = 1.25;

  private static final int FEWEST_REPLIES = 32;

  /**
   * No call counts as shorter: a queue of so little time harms nobody, and what so short calls wait
   * for is mostly this machine's own processors, which fewer calls in flight don't free.
   */
  private static final long SHORTEST_MS = 25;

  /** Rounds whose best rate counts. */
  private static final int ROUNDS = 6;

  /** How long a lowest latency is believed, once or twice that. */
  private static final long BELIEF_MS = 60_000;

  /** Looking for a queue: each round with so much less, until the rate falls below this share. */
  private static final double LESS = 0.7;

  private static final double FALLEN = 0.9;

  /** What a call costs besides its tokens. */
  private static final int TOKENS_PER_CALL = 64;

  private enum Phase {
    DOUBLING,
    /** With fewer and fewer calls, until what one takes without a queue has shown. */
    LOOKING,
    STEADY
  }

  private double most = FIRST;
  private Phase phase = Phase.DOUBLING;
  private int flat;

  private long roundSince = -1;
  private boolean limited;
  private int replies;
  private double tokens;
  private double latencies;

  private final double[] rates = new double[ROUNDS];
  private int rounds;

  /** The best rate of late. */
  private double top;

  private double lowest = Double.POSITIVE_INFINITY;
  private double lowestBefore = Double.POSITIVE_INFINITY;
  private long lowestSince;

  /** Calls in flight that are allowed. */
  double most() {
    return most;
  }

  /** A call is sent, or would be if more were allowed. */
  void wanted(int inFlight) {
    limited |= inFlight + 1 >= most;
  }

  /**
   * A reply came.
   *
   * @param completionTokens its length
   */
  void replied(long latencyMs, long completionTokens, long now) {
    if (latencyMs < 0) {
      return;
    }
    if (roundSince < 0 || roundSince > now) {
      roundSince = now - Math.max(1, latencyMs);
      lowestSince = now;
    }
    replies++;
    tokens += TOKENS_PER_CALL + completionTokens;
    latencies += Math.max(SHORTEST_MS, latencyMs);
    long lasted = now - roundSince;
    if (replies >= Math.max(FEWEST_REPLIES, most) && lasted >= latencies / replies) {
      end(lasted, now);
    }
  }

  private void end(long lasted, long now) {
    double rate = tokens / lasted;
    double latency = latencies / tokens;
    boolean wasLimited = limited;
    roundSince = now;
    limited = false;
    replies = 0;
    tokens = 0;
    latencies = 0;
    lowest = Math.min(lowest, latency);
    if (!wasLimited) {
      return;
    }
    rates[rounds++ % ROUNDS] = rate;
    switch (phase) {
      case DOUBLING -> grow(rate);
      case LOOKING -> look(rate);
      case STEADY -> settle();
    }
    if (phase == Phase.STEADY && now - lowestSince >= BELIEF_MS) {
      lowestSince = now;
      lowestBefore = lowest;
      lowest = Double.POSITIVE_INFINITY;
      lookOn();
    }
  }

  private void grow(double rate) {
    if (rate >= GROWTH * top) {
      top = rate;
      flat = 0;
      most *= 2;
    } else if (++flat == 2) {
      lookOn();
    }
  }

  private void look(double rate) {
    if (rate < FALLEN * top || most <= 1) {
      phase = Phase.STEADY;
      settle();
    } else {
      lookOn();
    }
  }

  private void lookOn() {
    phase = Phase.LOOKING;
    most = Math.max(1, most * LESS);
  }

  private void settle() {
    top = Arrays.stream(rates).max().orElse(0);
    most = Math.max(1, GAIN * top * Math.min(lowest, lowestBefore) + SPARE);
  }
}
