package io.synth.jobs.index;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Iterators;
import io.synth.SynthException;
import io.synth.corpus.CorpusHash;
import io.synth.corpus.CorpusIndexer;
import io.synth.corpus.FileWalk;
import io.synth.corpus.IndexLock;
import io.synth.corpus.IndexSummary;
import io.synth.corpus.LocalPageFiles;
import io.synth.corpus.PageFile;
import io.synth.corpus.PageFiles;
import io.synth.corpus.ShardWriter;
import io.synth.corpus.ShardedIndex;
import io.synth.corpus.Sources;
import io.synth.jobs.Console;
import io.synth.jobs.ExecutorNeeds;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Makes the index of a folder of pages of any size that {@link io.synth.corpus.LuceneCorpus} reads.
 * Folders are listed in parallel; each file belongs to a shard by the hash of its path, and each
 * shard is one Spark task that reads its pages and writes them as a Lucene index. Then of pages
 * with one address those after the first by path are taken out. Shards that stand are not made
 * again: a job that was killed goes on where it was. What the index holds, and how it ranks, does
 * not depend on the number of shards.
 */
public final class CorpusIndexJob {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Files of a shard: what a job that is killed may have to do again. */
  private static final int SHARD_FILES = 2000;

  /** Shards from which on they grow, as each one is asked at each search. */
  private static final int MANY_SHARDS = 64;

  private static final int MOST_SHARD_FILES = 16_000;
  private static final int LEAST_SHARD_FILES = 500;
  private static final int MOST_SHARDS = 512;
  private static final int LISTING_TASKS = 64;

  private final JavaSparkContext spark;
  private final PageFiles files;
  private final Sources sources;
  private final IndexPlace place;
  private final Console console;
  private final int shards;

  /**
   * @param shards how many; 0 for as many as suit the number of files and of cores
   */
  CorpusIndexJob(
      JavaSparkContext spark, PageFiles files, IndexPlace place, Console console, int shards) {
    this.spark = spark;
    this.files = files;
    this.sources = Sources.read(files);
    this.place = place;
    this.console = console;
    this.shards = shards;
  }

  /**
   * The job for a folder.
   *
   * @param corpus folder of the pages; a path or an address
   * @param index folder of the index, that all executors can write; a path or an address
   * @throws SynthException when the corpus folder is missing, or {@code sources.yaml} is wrong
   */
  public static CorpusIndexJob of(
      JavaSparkContext spark, String corpus, String index, Console console) throws IOException {
    Configuration hadoop = spark.hadoopConfiguration();
    IndexPlace place = IndexPlace.of(index, hadoop);
    PageFiles files =
        corpus.contains(":/")
            ? new HadoopPageFiles(corpus, place.path(), hadoop)
            : new LocalPageFiles(Path.of(corpus), place.local().orElse(Path.of(index)));
    return new CorpusIndexJob(spark, files, place, console, 0);
  }

  /** What is told of the files without reading them. */
  private record Listed(CorpusHash stamp, CorpusHash names) implements Serializable {
    static final Listed NONE = new Listed(CorpusHash.NONE, CorpusHash.NONE);

    static Listed of(PageFile file) {
      return new Listed(CorpusHash.stamp(file), CorpusHash.names(file));
    }

    Listed plus(Listed other) {
      return new Listed(stamp.plus(other.stamp), names.plus(other.names));
    }
  }

  /**
   * Brings the index up to date. Where it lies on this machine, it waits for another process that
   * builds it.
   *
   * @throws SynthException when the folder holds no page, or the index's place is taken
   */
  public IndexSummary build() throws IOException {
    Optional<Path> here = place.local();
    return here.isPresent() ? IndexLock.during(here.get(), this::buildAlone) : buildAlone();
  }

  private IndexSummary buildAlone() throws IOException {
    JavaRDD<PageFile> list = list().persist(StorageLevel.DISK_ONLY());
    try {
      Listed listed = list.map(Listed::of).fold(Listed.NONE, Listed::plus);
      Optional<ObjectNode> current = current(list, listed);
      if (current.isPresent()) {
        return IndexSummary.of(current.get(), true);
      }
      int count = begin(listed);
      writeShards(list, count);
      if (count > 1) {
        new RepeatedPages(spark, place, count).remove();
      }
      return finish(listed, count);
    } finally {
      list.unpersist();
    }
  }

  private JavaRDD<PageFile> list() throws IOException {
    PageFiles folder = files;
    List<FolderParts.Part> parts = FolderParts.of(files, LISTING_TASKS);
    return spark
        .parallelize(parts, Math.min(parts.size(), LISTING_TASKS))
        .flatMap(
            part -> {
              ExecutorNeeds.check(folder);
              FileWalk walk = part.walk(folder);
              AtTaskEnd.close(walk);
              return walk;
            });
  }

  private Optional<ObjectNode> current(JavaRDD<PageFile> list, Listed listed) throws IOException {
    Optional<ObjectNode> there =
        place
            .manifest()
            .filter(manifest -> manifest.path("kind").asText().equals(CorpusIndexer.KIND))
            .filter(manifest -> manifest.path("format").asInt() == CorpusIndexer.FORMAT);
    if (there.isEmpty()) {
      return there;
    }
    ObjectNode manifest = there.get();
    if (manifest.path("stamp").asText().equals(listed.stamp().text())) {
      return there;
    }
    if (!manifest.path("names").asText().equals(listed.names().text())) {
      return Optional.empty();
    }
    PageFiles folder = files;
    CorpusHash content =
        list.map(file -> CorpusHash.content(file, folder)).fold(CorpusHash.NONE, CorpusHash::plus);
    if (!manifest.path("fingerprint").asText().equals(content.text())) {
      return Optional.empty();
    }
    manifest.put("stamp", listed.stamp().text());
    place.amend(manifest);
    return there;
  }

  /** Takes up the build that was interrupted, if it was of this content; the number of shards. */
  private int begin(Listed listed) throws IOException {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("kind", CorpusIndexer.KIND).put("format", CorpusIndexer.FORMAT);
    plan.put("stamp", listed.stamp().text());
    Optional<ObjectNode> interrupted = place.plan();
    if (interrupted.isPresent()) {
      int begun = interrupted.get().path("shards").asInt();
      if (begun > 0 && interrupted.get().equals(plan.deepCopy().put("shards", begun))) {
        return begun;
      }
    }
    int count = shards > 0 ? shards : shardsOf(listed.stamp().files());
    place.begin(plan.put("shards", count));
    return count;
  }

  private int shardsOf(long count) {
    long side = Math.min(spark.defaultParallelism(), count / LEAST_SHARD_FILES);
    long small = Math.min(MANY_SHARDS, count / SHARD_FILES);
    long many = Math.max(Math.max(side, small), count / MOST_SHARD_FILES);
    return (int) Math.max(1, Math.min(MOST_SHARDS, many));
  }

  private void writeShards(JavaRDD<PageFile> list, int count) throws IOException {
    Placed.InShards pending = new Placed.InShards(missing(count));
    if (pending.numPartitions() == 0) {
      return;
    }
    console.say(
        String.format(
            Locale.ROOT,
            "index: %,d of %,d shards to make of the pages of %s",
            pending.numPartitions(),
            count,
            files.name()));
    PageFiles folder = files;
    Sources told = sources;
    IndexPlace target = place;
    list.mapToPair(
            file -> new Tuple2<>(new Placed(Placed.any(file.path(), count), file.path()), file))
        .filter(file -> pending.has(file._1().shard()))
        .repartitionAndSortWithinPartitions(pending, new Placed.Order())
        .mapPartitionsWithIndex(
            (partition, placed) -> {
              ExecutorNeeds.check(folder);
              target.put(
                  ShardedIndex.shard(pending.shard(partition)),
                  "",
                  scratch ->
                      new ShardWriter(folder, told, 1)
                          .write(Iterators.transform(placed, Tuple2::_2), scratch, done -> {}));
              return Collections.emptyIterator();
            },
            false)
        .count();
  }

  /** The shards that do not stand. */
  private int[] missing(int count) throws IOException {
    IntStream.Builder missing = IntStream.builder();
    for (int shard = 0; shard < count; shard++) {
      if (!place.isBuilt(ShardedIndex.finished(shard))) {
        missing.add(shard);
      }
    }
    return missing.build().toArray();
  }

  private IndexSummary finish(Listed listed, int count) throws IOException {
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("kind", CorpusIndexer.KIND).put("format", CorpusIndexer.FORMAT);
    try (OutputStream skipped = place.create(ShardedIndex.SKIPPED)) {
      ShardedIndex.describe(
          files.name(), listed.stamp(), listed.names(), count, place::open, manifest, skipped);
    } catch (SynthException e) {
      place.abandon();
      throw e;
    }
    place.finish(manifest);
    return IndexSummary.of(manifest, false);
  }
}
