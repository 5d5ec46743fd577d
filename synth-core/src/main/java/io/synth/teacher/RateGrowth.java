package io.synth.teacher;

/** By what factor a learned rate grows with a reply. Times in milliseconds. */
final class RateGrowth {
  /** With a reply; four times as much after {@link #QUICKER} in a row. */
  private static final double GROWTH = 0.0008;

  /** By all calls in flight together. */
  private static final double GROWTH_OF_ALL = 0.04;

  private static final int QUICKER = 38;
  private static final double MOST = 0.05;

  /** As a window is long, it takes long until it shows that it is full. */
  private static final double MOST_IN_WINDOW = 2;

  private static final double DOUBT = 0.04;
  private static final long QUIET_MS = 20_000;
  private static final double MOST_QUIET = 0.25;

  private RateGrowth() {}

  /**
   * @param run replies in a row before this one
   * @param flying calls in flight: what they will meet is not known yet
   */
  static double withReply(int run, int flying, boolean window) {
    double quick = (double) run / Math.max(QUICKER, flying);
    double quicker = 1 + 3 * quick * quick;
    double growth = Math.min(GROWTH, GROWTH_OF_ALL / Math.max(1, flying));
    growth *= window ? Math.min(quicker, MOST_IN_WINDOW) : quicker;
    return 1 + Math.min(growth, Math.min(MOST, all(flying)));
  }

  /** While nothing proves that there is a limit. */
  static double inDoubt(int flying) {
    return 1 + Math.min(DOUBT, all(flying));
  }

  /** Where no call was refused for so long: as fast as time goes by. */
  static double inQuiet(long quietMs, double perMs) {
    return quietMs > QUIET_MS ? 1 + Math.min(MOST_QUIET, 1 / perMs / QUIET_MS) : 1;
  }

  /** The rate is doubled within one turn of all calls, no faster. */
  private static double all(int flying) {
    return 1.0 / Math.max(1, flying);
  }
}
