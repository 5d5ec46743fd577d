package io.synth.jobs;

import com.google.common.collect.Streams;
import io.synth.check.Check;
import io.synth.check.Checks;
import io.synth.config.ConfigLoader;
import io.synth.config.SynthConfig;
import io.synth.jobs.row.PartFiles;
import io.synth.jobs.stage.Payload;
import io.synth.jobs.stage.Stop;
import io.synth.model.Accepted;
import io.synth.model.Rl;
import io.synth.model.StageName;
import io.synth.model.StagedRow;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import io.synth.stage.DatasetCard;
import io.synth.stage.StageFormat;
import io.synth.stage.StageFormats;
import io.synth.stage.StageStatistics;
import io.synth.text.Tokenizers;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Accepted trajectories to the rows of the stages, with a card beside each. */
final class StageRows implements Job {
  static final String STEP = "stage";
  private static final int ROWS_OF_A_FILE = 5_000;

  @Override
  public String step() {
    return STEP;
  }

  @Override
  public List<RunDataset<?>> outputs() {
    return List.of(RunDataset.MID_TRAINING, RunDataset.SFT, RunDataset.RL);
  }

  @Override
  public String shape(JobContext context) {
    return Shape.of(context, Sections.budgets(context.config()));
  }

  @Override
  public int groups(JobContext context) {
    return 1;
  }

  @Override
  public @Nullable Stop work(JobContext context, int groups) throws IOException {
    int files = Math.toIntExact(1 + context.count(RunDataset.ACCEPTED) / ROWS_OF_A_FILE);
    JavaPairRDD<StagedId, Tuple2<String, byte[]>> rows =
        rows(context).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      for (StageName stage : StageName.values()) {
        write(context, stage, rows, files);
        context.run().write(dataset(stage).folder() + "/README.md", card(context, stage));
      }
    } finally {
      rows.unpersist();
    }
    return null;
  }

  static RunDataset<?> dataset(StageName stage) {
    return switch (stage) {
      case MID_TRAINING -> RunDataset.MID_TRAINING;
      case SFT -> RunDataset.SFT;
      case RL -> RunDataset.RL;
    };
  }

  /** A row on its way into the dataset of a stage. */
  private record StagedId(StageName stage, String id) implements Serializable {}

  /** The rows of all stages, made in one pass, each with the trajectory that it was made from. */
  private static JavaPairRDD<StagedId, Tuple2<String, byte[]>> rows(JobContext context) {
    String config = context.worker().config();
    return parts(context)
        .mapPartitionsToPair(
            input -> {
              SynthConfig settings = ConfigLoader.fromJson(config);
              List<StageRowMaker<?>> makers = new ArrayList<>();
              for (StageName stage : StageName.values()) {
                makers.add(StageRowMaker.of(stage, settings));
              }
              return Streams.stream(input)
                  .flatMap(parts -> rows(makers, parts).stream())
                  .iterator();
            });
  }

  private static void write(
      JobContext context,
      StageName stage,
      JavaPairRDD<StagedId, Tuple2<String, byte[]>> rows,
      int files)
      throws IOException {
    JavaPairRDD<String, byte[]> unique =
        rows.filter(row -> row._1().stage() == stage)
            .mapToPair(row -> new Tuple2<>(row._1().id(), row._2()))
            // Where several trajectories make the same row, that of the first stays.
            .reduceByKey((a, b) -> a._1().compareTo(b._1()) <= 0 ? a : b)
            .mapValues(Tuple2::_2);
    if (stage == StageName.RL) {
      writeIndexed(context, unique, files);
    } else {
      context.write(unique, dataset(stage), files);
    }
  }

  /** Each accepted trajectory with its task and its verdicts, as payloads. */
  private static JavaRDD<byte[]> parts(JobContext context) {
    JavaPairRDD<String, byte[]> accepted =
        context
            .records(RunDataset.ACCEPTED)
            .mapToPair(row -> new Tuple2<>(row.trajectoryId(), RunDataset.ACCEPTED.encode(row)));
    JavaPairRDD<String, byte[]> trajectories =
        context
            .records(RunDataset.TRAJECTORIES)
            .mapToPair(
                row -> new Tuple2<>(row.trajectoryId(), RunDataset.TRAJECTORIES.encode(row)));
    JavaPairRDD<String, Iterable<byte[]>> verdicts =
        context
            .records(RunDataset.VERDICTS)
            .mapToPair(row -> new Tuple2<>(row.trajectoryId(), RunDataset.VERDICTS.encode(row)))
            .groupByKey();
    JavaPairRDD<String, byte[]> tasks =
        context
            .records(RunDataset.TASKS)
            .mapToPair(row -> new Tuple2<>(row.taskId(), RunDataset.TASKS.encode(row)));
    return accepted
        .join(trajectories)
        .join(verdicts)
        .values()
        .mapToPair(
            one -> {
              List<byte[]> all = new ArrayList<>();
              all.add(one._1()._1());
              all.add(one._1()._2());
              one._2().forEach(all::add);
              return new Tuple2<>(
                  RunDataset.ACCEPTED.decode(one._1()._1()).taskId(),
                  Payload.of(all.toArray(byte[][]::new)));
            })
        .join(tasks)
        .values()
        .map(one -> Payload.of(one._2(), one._1()));
  }

  private static List<Tuple2<StagedId, Tuple2<String, byte[]>>> rows(
      List<StageRowMaker<?>> makers, byte[] payload) {
    Payload.Reader outer = Payload.read(payload);
    Task task = RunDataset.TASKS.decode(outer.bytes());
    Payload.Reader inner = Payload.read(outer.bytes());
    Accepted accepted = RunDataset.ACCEPTED.decode(inner.bytes());
    Trajectory trajectory = RunDataset.TRAJECTORIES.decode(inner.bytes());
    List<Verdict> verdicts = new ArrayList<>();
    while (inner.more()) {
      verdicts.add(RunDataset.VERDICTS.decode(inner.bytes()));
    }
    verdicts.sort(Comparator.comparing(Verdict::check));
    List<Tuple2<StagedId, Tuple2<String, byte[]>>> rows = new ArrayList<>();
    for (StageRowMaker<?> maker : makers) {
      if (accepted.stages().contains(maker.stage())) {
        maker.addRows(accepted, task, trajectory, verdicts, rows);
      }
    }
    return rows;
  }

  /** Makes the rows of one stage. */
  private record StageRowMaker<T extends Record>(
      StageName stage, RunDataset<T> dataset, StageFormat<T> format) {
    @SuppressWarnings("unchecked")
    static StageRowMaker<?> of(StageName stage, SynthConfig config) {
      return new StageRowMaker<>(
          stage,
          (RunDataset<Record>) StageRows.dataset(stage),
          (StageFormat<Record>)
              StageFormats.of(stage, Tokenizers.of(config.tokenizer()), Sections.budgets(config)));
    }

    void addRows(
        Accepted accepted,
        Task task,
        Trajectory trajectory,
        List<Verdict> verdicts,
        List<Tuple2<StagedId, Tuple2<String, byte[]>>> rows) {
      for (T row : format.rows(accepted, task, trajectory, verdicts)) {
        rows.add(
            new Tuple2<>(
                new StagedId(stage, ((StagedRow) row).id()),
                new Tuple2<>(accepted.trajectoryId(), dataset.encode(row))));
      }
    }
  }

  /** RL rows know their place in the dataset. */
  private static void writeIndexed(JobContext context, JavaPairRDD<String, byte[]> rows, int files)
      throws IOException {
    JavaRDD<Rl> indexed =
        rows.repartitionAndSortWithinPartitions(new HashPartitioner(files))
            .values()
            .zipWithIndex()
            .map(row -> RunDataset.RL.decode(row._1()).withIndex(row._2()));
    new PartFiles(context.run().address(), context.context().hadoopConfiguration())
        .write(indexed, RunDataset.RL);
  }

  private static String card(JobContext context, StageName stage) {
    List<StageStatistics.Group> groups = new ArrayList<>();
    new RunCounts(context)
        .staged(stage)
        .by(StageGroup::of)
        .forEach((group, sums) -> groups.add(group.counted(sums)));
    List<Check> checks = Checks.of(Sections.checks(context.config())).list();
    return DatasetCard.markdown(new StageStatistics(stage, groups), checks);
  }

  /** What the card counts by. */
  private record StageGroup(String capability, String recipe, String language, String teacher)
      implements Comparable<StageGroup> {
    private static final Comparator<StageGroup> ORDER =
        Comparator.comparing(StageGroup::capability)
            .thenComparing(StageGroup::recipe)
            .thenComparing(StageGroup::language)
            .thenComparing(StageGroup::teacher);

    static StageGroup of(RunCounts.OfStaged one) {
      return new StageGroup(
          one.capability().label(), one.recipe(), one.language().label(), one.teacher());
    }

    StageStatistics.Group counted(long[] sums) {
      return new StageStatistics.Group(capability, recipe, language, teacher, sums[0], sums[1]);
    }

    @Override
    public int compareTo(StageGroup other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public List<Book> books(JobContext context) {
    List<Book> books = new ArrayList<>();
    for (StageName stage : List.of(StageName.SFT, StageName.RL)) {
      long in =
          context
              .records(RunDataset.ACCEPTED)
              .filter(row -> row.stages().contains(stage))
              .map(row -> stage == StageName.RL ? row.taskId() : row.trajectoryId())
              .distinct()
              .count();
      books.add(
          new Book(
              STEP,
              (stage == StageName.RL ? "tasks for " : "trajectories for ") + stage.label(),
              in,
              context.count(dataset(stage)),
              0,
              0));
    }
    return books;
  }
}
