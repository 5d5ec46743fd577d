package io.synth.jobs.stage;

import java.util.Arrays;
import org.apache.spark.Partitioner;
import org.jspecify.annotations.Nullable;

/** One Spark partition for each group that is still to do. */
final class GroupPartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int[] pending;

  /**
   * @param pending numbers of the groups to do, ascending
   */
  GroupPartitioner(int[] pending) {
    this.pending = pending.clone();
  }

  boolean pending(int group) {
    return Arrays.binarySearch(pending, group) >= 0;
  }

  int group(int partition) {
    return pending[partition];
  }

  @Override
  public int numPartitions() {
    return pending.length;
  }

  @Override
  public int getPartition(Object key) {
    return Arrays.binarySearch(pending, ((ItemKey) key).group());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GroupPartitioner that && Arrays.equals(pending, that.pending);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pending);
  }
}
