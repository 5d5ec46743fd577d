package io.synth.report;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Classes of latencies that are 2 % apart, so that quantiles can be told from counts that add up
 * over the parts of a dataset.
 */
public final class Latencies {
  private static final double STEP = Math.log(1.02);

  private Latencies() {}

  /** Class of a latency in milliseconds. */
  public static int range(long milliseconds) {
    return milliseconds <= 0 ? 0 : 1 + (int) (Math.log((double) milliseconds) / STEP);
  }

  /**
   * A quantile, milliseconds, off by 2 % at the most; null where nothing was counted.
   *
   * @param counts by class, the count first
   * @param share e.g. 0.5 for the median
   */
  public static @Nullable Long quantile(SortedMap<Integer, long[]> counts, double share) {
    long all = counts.values().stream().mapToLong(count -> count[0]).sum();
    long rank = Math.max(1, (long) Math.ceil(share * all));
    long seen = 0;
    for (Map.Entry<Integer, long[]> entry : counts.entrySet()) {
      seen += entry.getValue()[0];
      if (seen >= rank) {
        return milliseconds(entry.getKey());
      }
    }
    return null;
  }

  /** The middle of a class. */
  private static long milliseconds(int range) {
    return range == 0 ? 0 : Math.round(Math.exp((range - 0.5) * STEP));
  }
}
