package io.synth.jobs.stage;

import io.synth.SynthException;
import io.synth.batch.Batches;
import io.synth.jobs.JournalRecords;
import io.synth.jobs.WorkerSpec;
import io.synth.run.RunDataset;
import io.synth.teacher.BudgetSpentException;
import io.synth.teacher.TeacherException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Runs a job that calls teachers: items are co-grouped with what the journal holds of them, and
 * each group's rows are committed as soon as the group is done. Groups that are committed already
 * are left out, so a run that was stopped at any moment goes on where it was.
 *
 * @param step name of the job, as in the journal
 * @param datasets what it writes; the first one's file marks a committed group
 * @param groups number of groups; the same in every run of the step
 * @param parallel items worked on at once in one Spark task
 */
public record GroupedStage(
    String step, List<RunDataset<?>> datasets, int groups, int parallel, ItemWork work) {
  public GroupedStage {
    datasets = List.copyOf(datasets);
  }

  /**
   * Works through the groups that are still to do.
   *
   * @param items id (a content hash) and payload of each item
   * @param batches has calls answered that are put off; null where none are
   * @return why it stopped before the end; null where all groups are committed
   */
  public @Nullable Stop run(
      JavaSparkContext spark,
      JavaPairRDD<String, byte[]> items,
      WorkerSpec spec,
      @Nullable Batches batches)
      throws IOException {
    if (pending(spark, spec).length == 0) {
      return null;
    }
    if (batches == null) {
      return round(spark, items, spec).stop();
    }
    try {
      batches.resume(step);
      StageSums sums = round(spark, items, spec);
      while (sums.stop() == null && sums.parked() > 0) {
        batches.answer(step);
        sums = round(spark, items, spec);
      }
      return sums.stop();
    } catch (BudgetSpentException | TeacherException e) {
      return new Stop(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /** Works at each group once that is not committed. */
  private StageSums round(
      JavaSparkContext spark, JavaPairRDD<String, byte[]> items, WorkerSpec spec)
      throws IOException {
    Configuration hadoop = spark.hadoopConfiguration();
    GroupPartitioner partitioner = new GroupPartitioner(pending(spark, spec));
    int all = groups;
    JavaPairRDD<ItemKey, byte[]> payloads =
        items
            .mapToPair(
                item ->
                    new Tuple2<>(
                        new ItemKey(ItemKey.groupOf(item._1(), all), item._1(), true), item._2()))
            .filter(item -> partitioner.pending(item._1().group()));
    JavaPairRDD<ItemKey, byte[]> journal =
        JournalRecords.of(spark, spec.run(), step)
            .mapToPair(
                completion ->
                    new Tuple2<>(
                        new ItemKey(
                            ItemKey.groupOf(completion.itemId(), all), completion.itemId(), false),
                        RunDataset.COMPLETIONS.encode(completion)))
            .filter(item -> partitioner.pending(item._1().group()));
    GroupTask task = new GroupTask(step, spec, datasets, work, partitioner, all, parallel, hadoop);
    try {
      return payloads
          .union(journal)
          .repartitionAndSortWithinPartitions(partitioner, new ItemKey.Order())
          .mapPartitionsWithIndex((index, input) -> task.call(index, input), true)
          .fold(StageSums.NONE, StageSums::plus);
    } catch (Exception e) {
      RunningTasks.end(spark, spec, new Stop(SynthException.Code.JOB, step + " failed: " + e));
      throw e;
    }
  }

  private int[] pending(JavaSparkContext spark, WorkerSpec spec) throws IOException {
    return pending(new Path(spec.run()), spark.hadoopConfiguration());
  }

  /** Numbers of the groups that are not committed, ascending. */
  int[] pending(Path run, Configuration hadoop) throws IOException {
    FileSystem files = run.getFileSystem(hadoop);
    Path folder = new Path(run, datasets.get(0).folder());
    Set<String> done = new TreeSet<>();
    if (files.exists(folder)) {
      for (FileStatus file : files.listStatus(folder)) {
        done.add(file.getPath().getName());
      }
    }
    List<Integer> pending = new ArrayList<>();
    IntStream.range(0, groups)
        .filter(group -> !done.contains(GroupFiles.name(group)))
        .forEach(pending::add);
    return pending.stream().mapToInt(Integer::intValue).toArray();
  }
}
