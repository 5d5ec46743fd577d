package io.synth.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The ranges of token lengths that histograms count by: powers of two from 512 to 131,072. */
public final class TokenLengths {
  private static final int FIRST = 512;
  private static final int LAST = 131_072;
  private static final List<Long> BOUNDS = bounds();

  private TokenLengths() {}

  private static List<Long> bounds() {
    List<Long> bounds = new ArrayList<>();
    bounds.add(0L);
    for (long bound = FIRST; bound <= LAST; bound *= 2) {
      bounds.add(bound);
    }
    bounds.add(Long.MAX_VALUE);
    return List.copyOf(bounds);
  }

  /** Number of the range that a length is in, from 0. */
  public static int range(long tokens) {
    int range = 0;
    while (tokens >= BOUNDS.get(range + 1)) {
      range++;
    }
    return range;
  }

  /**
   * The histogram of a dataset.
   *
   * @param counts by the number of the range, the count first; a range without rows may be absent
   */
  public static ReportData.Histogram histogram(String label, SortedMap<Integer, long[]> counts) {
    List<ReportData.Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < BOUNDS.size() - 1; i++) {
      long[] count = counts.get(i);
      buckets.add(
          new ReportData.Bucket(BOUNDS.get(i), BOUNDS.get(i + 1), count == null ? 0 : count[0]));
    }
    return new ReportData.Histogram(label, buckets);
  }
}
