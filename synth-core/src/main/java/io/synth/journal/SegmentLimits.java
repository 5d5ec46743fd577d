package io.synth.journal;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a segment is closed and the next one begun. Where a file system keeps nothing of a file
 * before it is closed, a segment ends with each write, whatever these say.
 *
 * @param bytes size from which on nothing more is added
 * @param age time after which nothing more is added
 */
public record SegmentLimits(long bytes, Duration age) implements Serializable {
  /** 64 MiB and 15 minutes: our choice. */
  public static final SegmentLimits DEFAULT = new SegmentLimits(64L << 20, Duration.ofMinutes(15));

  public SegmentLimits {
    if (bytes < 1 || age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException(
          "a segment ends after some bytes and some time, not " + bytes + " bytes and " + age);
    }
  }
}
