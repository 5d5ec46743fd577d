package io.synth.jobs;

import io.synth.check.Check;
import io.synth.check.Checks;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
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
    for (StageName stage : StageName.values()) {
      RunDataset<?> dataset = dataset(stage);
      write(context, stage, dataset);
      context.run().write(dataset.folder() + "/README.md", card(context, stage, dataset));
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

  private static void write(JobContext context, StageName stage, RunDataset<?> dataset)
      throws IOException {
    int files = Math.toIntExact(1 + context.count(RunDataset.ACCEPTED) / ROWS_OF_A_FILE);
    String config = context.worker().config();
    JavaPairRDD<String, byte[]> unique =
        parts(context, stage)
            .mapPartitionsToPair(
                input -> {
                  SynthConfig settings = io.synth.config.ConfigLoader.fromJson(config);
                  StageFormat<?> format =
                      StageFormats.of(
                          stage, Tokenizers.of(settings.tokenizer()), Sections.budgets(settings));
                  return com.google.common.collect.Streams.stream(input)
                      .flatMap(parts -> rows(format, stage, parts).stream())
                      .iterator();
                })
            .reduceByKey((a, b) -> a._1().compareTo(b._1()) <= 0 ? a : b)
            .mapValues(Tuple2::_2);
    if (stage == StageName.RL) {
      writeIndexed(context, unique, files);
    } else {
      context.write(unique, dataset, files);
    }
  }

  /** Each accepted trajectory of a stage with its task and its verdicts, as payloads. */
  private static JavaRDD<byte[]> parts(JobContext context, StageName stage) {
    JavaPairRDD<String, byte[]> accepted =
        context
            .records(RunDataset.ACCEPTED)
            .filter(row -> row.stages().contains(stage))
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

  private static <T extends Record> List<Tuple2<String, Tuple2<String, byte[]>>> rows(
      StageFormat<T> format, StageName stage, byte[] payload) {
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
    @SuppressWarnings("unchecked")
    RunDataset<T> dataset = (RunDataset<T>) dataset(stage);
    List<Tuple2<String, Tuple2<String, byte[]>>> rows = new ArrayList<>();
    for (T row : format.rows(accepted, task, trajectory, verdicts)) {
      rows.add(
          new Tuple2<>(
              ((StagedRow) row).id(), new Tuple2<>(accepted.trajectoryId(), dataset.encode(row))));
    }
    return rows;
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

  private static String card(JobContext context, StageName stage, RunDataset<?> dataset) {
    List<StageStatistics.Group> groups = new ArrayList<>();
    for (Row row :
        context
            .rows(dataset)
            .groupBy("capability", "recipe", "language", "teacher")
            .agg(functions.count("*"), functions.sum("tokens"))
            .collectAsList()) {
      groups.add(
          new StageStatistics.Group(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getLong(4),
              row.getLong(5)));
    }
    List<Check> checks = Checks.of(Sections.checks(context.config())).list();
    return DatasetCard.markdown(new StageStatistics(stage, groups), checks);
  }

  @Override
  public List<Book> books(JobContext context) {
    List<Book> books = new ArrayList<>();
    for (StageName stage : List.of(StageName.SFT, StageName.RL)) {
      String key = stage == StageName.RL ? "task_id" : "trajectory_id";
      long in =
          context
              .rows(RunDataset.ACCEPTED)
              .filter(functions.array_contains(functions.col("stages"), stage.label()))
              .select(key)
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
