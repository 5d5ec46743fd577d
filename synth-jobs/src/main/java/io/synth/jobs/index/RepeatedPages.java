package io.synth.jobs.index;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import io.synth.corpus.DuplicatePages;
import io.synth.corpus.ShardedIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Takes out the pages whose address a page of another shard has too: the addresses of all shards
 * meet in one shuffle, sorted, so that no task holds more than two of them.
 */
final class RepeatedPages {
  private static final String WITHOUT = "without-repeated-";

  private final JavaSparkContext spark;
  private final IndexPlace place;
  private final int shards;

  RepeatedPages(JavaSparkContext spark, IndexPlace place, int shards) {
    this.spark = spark;
    this.place = place;
    this.shards = shards;
  }

  /** Of pages with one address, only the first by path remains. Can be done again. */
  void remove() throws IOException {
    IndexPlace target = place;
    int tasks = Math.min(shards, Math.max(1, spark.defaultParallelism()));
    spark
        .parallelize(IntStream.range(0, shards).boxed().toList(), shards)
        .flatMapToPair(shard -> addresses(target, shard, tasks))
        .repartitionAndSortWithinPartitions(Placed.InShards.first(tasks), new Placed.Order())
        .mapPartitionsToPair(Repeated::new)
        .repartitionAndSortWithinPartitions(Placed.InShards.first(shards), new Placed.Order())
        .mapPartitionsWithIndex(
            (shard, repeated) -> {
              if (repeated.hasNext()) {
                target.put(
                    WITHOUT + ShardedIndex.shard(shard),
                    ShardedIndex.shard(shard),
                    folder ->
                        DuplicatePages.remove(
                            folder, Iterators.transform(repeated, page -> page._1().order())));
              }
              return Collections.emptyIterator();
            },
            false)
        .count();
    for (int shard = 0; shard < shards; shard++) {
      place.swap(WITHOUT + ShardedIndex.shard(shard), ShardedIndex.shard(shard));
    }
  }

  /** The hashes of addresses of a shard's pages with their paths, and the shard as the value. */
  private static Iterator<Tuple2<Placed, Integer>> addresses(IndexPlace place, int shard, int tasks)
      throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                place.open(ShardedIndex.addresses(shard)), StandardCharsets.UTF_8));
    AtTaskEnd.close(lines);
    return lines
        .lines()
        .map(
            line -> {
              String hash = line.substring(0, line.indexOf('\t'));
              String order = hash + '\t' + ShardedIndex.path(line);
              return new Tuple2<>(new Placed(Placed.any(hash, tasks), order), shard);
            })
        .iterator();
  }

  /** Of pages in the order of hash and path, those that are not the first of their hash. */
  private static final class Repeated extends AbstractIterator<Tuple2<Placed, Integer>> {
    private final Iterator<Tuple2<Placed, Integer>> pages;
    private String last = "";

    /**
     * @param pages hash, tab and path; the shard as the value
     */
    Repeated(Iterator<Tuple2<Placed, Integer>> pages) {
      this.pages = pages;
    }

    @Override
    protected @Nullable Tuple2<Placed, Integer> computeNext() {
      while (pages.hasNext()) {
        Tuple2<Placed, Integer> page = pages.next();
        String order = page._1().order();
        int tab = order.indexOf('\t');
        if (order.substring(0, tab).equals(last)) {
          return new Tuple2<>(new Placed(page._2(), order.substring(tab + 1)), page._2());
        }
        last = order.substring(0, tab);
      }
      return endOfData();
    }
  }
}
