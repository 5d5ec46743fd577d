package io.synth.jobs.index;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a shard, in an order of its own.
 *
 * @param shard its number
 * @param order e.g. the path of a file
 */
record Placed(int shard, String order) implements Serializable {
  /** Some shard for a name: the same on every machine and in every version of Java. */
  static int any(String name, int shards) {
    return Math.floorMod(name.hashCode() * 0x9E3779B9, shards);
  }

  /** By shard, then in its order. */
  static final class Order implements Comparator<Placed>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Placed a, Placed b) {
      int byShard = Integer.compare(a.shard, b.shard);
      return byShard != 0 ? byShard : a.order.compareTo(b.order);
    }
  }

  /** One Spark partition for each of some shards. */
  static final class InShards extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int[] shards;

    /**
     * @param shards ascending
     */
    InShards(int[] shards) {
      this.shards = shards.clone();
    }

    /** For shards from 0 on. */
    static InShards first(int count) {
      return new InShards(IntStream.range(0, count).toArray());
    }

    boolean has(int shard) {
      return Arrays.binarySearch(shards, shard) >= 0;
    }

    int shard(int partition) {
      return shards[partition];
    }

    @Override
    public int numPartitions() {
      return shards.length;
    }

    @Override
    public int getPartition(Object key) {
      return Arrays.binarySearch(shards, ((Placed) key).shard());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof InShards that && Arrays.equals(shards, that.shards);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(shards);
    }
  }
}
