package io.synth.jobs;

import com.google.common.collect.Iterators;
import io.synth.config.ConfigLoader;
import io.synth.curate.Curated;
import io.synth.curate.Curator;
import io.synth.jobs.stage.Stop;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Verdicts to accepted trajectories: each task's attempts are weighed together. Needs no messages,
 * so none are read.
 */
final class Curate implements Job {
  static final String STEP = "curate";

  @Override
  public String step() {
    return STEP;
  }

  @Override
  public List<RunDataset<?>> outputs() {
    return List.of(RunDataset.ACCEPTED, RunDataset.REJECTED_TRAJECTORIES);
  }

  @Override
  public String shape(JobContext context) {
    return Shape.of(context, context.config().curate());
  }

  @Override
  public int groups(JobContext context) {
    return 1;
  }

  @Override
  public @Nullable Stop work(JobContext context, int unused) throws IOException {
    String config = context.worker().config();
    JavaPairRDD<String, byte[]> tasks =
        context
            .records(RunDataset.TASKS)
            .mapToPair(task -> new Tuple2<>(task.taskId(), RunDataset.TASKS.encode(task)));
    JavaPairRDD<String, byte[]> verdicts =
        context
            .records(RunDataset.VERDICTS)
            .mapToPair(
                verdict -> new Tuple2<>(verdict.taskId(), RunDataset.VERDICTS.encode(verdict)));
    JavaRDD<Tuple2<List<byte[]>, List<byte[]>>> curated =
        tasks
            .cogroup(withoutMessages(context), verdicts)
            .values()
            .mapPartitions(
                groups -> {
                  Curator curator = Sections.curator(ConfigLoader.fromJson(config));
                  return Iterators.transform(
                      groups,
                      group -> encoded(curate(curator, group._1(), group._2(), group._3())));
                })
            .persist(StorageLevel.MEMORY_AND_DISK());
    int files = Math.max(1, context.run().parts(RunDataset.TRAJECTORIES).size() / 16);
    try {
      context.write(
          curated
              .flatMap(one -> one._1().iterator())
              .mapToPair(row -> new Tuple2<>(RunDataset.ACCEPTED.decode(row).trajectoryId(), row)),
          RunDataset.ACCEPTED,
          files);
      context.write(
          curated
              .flatMap(one -> one._2().iterator())
              .mapToPair(
                  row -> new Tuple2<>(RunDataset.REJECTED_TRAJECTORIES.decode(row).id(), row)),
          RunDataset.REJECTED_TRAJECTORIES,
          files);
    } finally {
      curated.unpersist();
    }
    return null;
  }

  private static JavaPairRDD<String, byte[]> withoutMessages(JobContext context) {
    return context
        .withoutLongColumns(RunDataset.TRAJECTORIES)
        .mapToPair(
            trajectory ->
                new Tuple2<>(trajectory.taskId(), RunDataset.TRAJECTORIES.encode(trajectory)));
  }

  private static Tuple2<List<byte[]>, List<byte[]>> encoded(Curated curated) {
    return new Tuple2<>(
        new ArrayList<>(curated.accepted().stream().map(RunDataset.ACCEPTED::encode).toList()),
        new ArrayList<>(
            curated.rejected().stream().map(RunDataset.REJECTED_TRAJECTORIES::encode).toList()));
  }

  private static Curated curate(
      Curator curator,
      Iterable<byte[]> tasks,
      Iterable<byte[]> attempts,
      Iterable<byte[]> verdicts) {
    List<Trajectory> acted = new ArrayList<>();
    List<Trajectory> references = new ArrayList<>();
    for (byte[] bytes : attempts) {
      Trajectory attempt = RunDataset.TRAJECTORIES.decode(bytes);
      (attempt.role() == TeacherRole.REFERENCE ? references : acted).add(attempt);
    }
    acted.sort(Comparator.comparingInt(Trajectory::rollout));
    references.sort(Comparator.comparingInt(Trajectory::rollout));
    Map<String, List<Verdict>> byTrajectory = new TreeMap<>();
    for (byte[] bytes : verdicts) {
      Verdict verdict = RunDataset.VERDICTS.decode(bytes);
      byTrajectory.computeIfAbsent(verdict.trajectoryId(), id -> new ArrayList<>()).add(verdict);
    }
    Task task = RunDataset.TASKS.decode(tasks.iterator().next());
    return curator.curate(task, acted, references, byTrajectory);
  }

  @Override
  public List<Book> books(JobContext context) {
    return List.of(
        new Book(
            STEP,
            "trajectories",
            context.count(RunDataset.TRAJECTORIES),
            context.count(RunDataset.ACCEPTED),
            context.count(RunDataset.REJECTED_TRAJECTORIES),
            0));
  }
}
