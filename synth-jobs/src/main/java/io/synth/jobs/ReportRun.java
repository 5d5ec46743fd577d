package io.synth.jobs;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.synth.config.SynthConfig;
import io.synth.jobs.stage.Stop;
import io.synth.model.Completion;
import io.synth.model.StageName;
import io.synth.model.TeacherRole;
import io.synth.report.ReportData;
import io.synth.report.RunReport;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import io.synth.run.StepRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Counts what the run did, writes {@code report/index.html} and {@code report/report.json}, and
 * lays the journal open as the dataset of completions.
 */
final class ReportRun implements Job {
  static final String STEP = "report";
  private static final long COMPLETIONS_OF_A_FILE = 50_000;
  private static final int EXAMPLES = 3;
  private static final List<Long> BOUNDS =
      List.of(
          0L,
          512L,
          1024L,
          2048L,
          4096L,
          8192L,
          16_384L,
          32_768L,
          65_536L,
          131_072L,
          Long.MAX_VALUE);

  @Override
  public String step() {
    return STEP;
  }

  @Override
  public List<RunDataset<?>> outputs() {
    return List.of(RunDataset.COMPLETIONS);
  }

  @Override
  public String shape(JobContext context) {
    return "";
  }

  @Override
  public int groups(JobContext context) {
    return 1;
  }

  @Override
  public @Nullable Stop work(JobContext context, int groups) throws IOException {
    JavaPairRDD<String, Completion> journal =
        JournalRecords.all(context.context(), context.run().address())
            .mapToPair(
                completion ->
                    new Tuple2<>(completion.itemId() + completion.fingerprint(), completion));
    JavaPairRDD<String, byte[]> unique =
        journal
            .mapValues(RunDataset.COMPLETIONS::encode)
            .reduceByKey(
                (a, b) ->
                    RunDataset.COMPLETIONS.decode(a).receivedAt()
                            <= RunDataset.COMPLETIONS.decode(b).receivedAt()
                        ? a
                        : b);
    context.write(
        unique,
        RunDataset.COMPLETIONS,
        Math.toIntExact(1 + journal.count() / COMPLETIONS_OF_A_FILE));
    ReportData data = data(context);
    context.run().write("report/report.json", RunReport.json(data));
    context.run().write("report/index.html", RunReport.html(data));
    return null;
  }

  @Override
  public List<Book> books(JobContext context) {
    return List.of();
  }

  private ReportData data(JobContext context) {
    Counts counts = new Counts(context);
    return ReportData.builder(
            new ReportData.Run(
                context.run().step("ingest").map(StepRecord::fingerprint).orElse(""),
                new Path(context.run().address()).getName(),
                "",
                settings(context.config())))
        .warnings(warnings(context))
        .funnel(counts.funnel())
        .books(books(context.run()::step))
        .rejections(rejections(context))
        .checks(checks(context))
        .mixes(mixes(context))
        .histograms(histograms(context))
        .teachers(teachers(context))
        .stages(stages(context))
        .times(times(context.run()::step))
        .build();
  }

  private static List<ReportData.Setting> settings(SynthConfig config) {
    List<ReportData.Setting> settings = new ArrayList<>();
    settings.add(new ReportData.Setting("random_seed", Long.toString(config.randomSeed())));
    for (TeacherRole role : TeacherRole.values()) {
      String name = config.roles().of(role).teacher();
      SynthConfig.TeacherEntry teacher = config.teachers().get(name);
      settings.add(
          new ReportData.Setting(
              "roles." + role.label(),
              name + (teacher == null ? "" : " (" + teacher.model() + ")")));
    }
    settings.add(
        new ReportData.Setting("ingest.recipes", String.join(", ", config.ingest().recipes())));
    settings.add(
        new ReportData.Setting(
            "generate.rollouts", Integer.toString(config.generate().rollouts())));
    settings.add(
        new ReportData.Setting(
            "generate.reference_rollouts",
            Integer.toString(config.generate().referenceRollouts())));
    settings.add(
        new ReportData.Setting("check.checks", String.join(", ", config.check().checks())));
    return settings;
  }

  private static List<String> warnings(JobContext context) {
    long demo =
        context.rows(RunDataset.TRAJECTORIES).filter(col("teacher").equalTo("demo")).count();
    return demo == 0
        ? List.of()
        : List.of(
            "The demo teacher acted: its rows show how the software works and are not for training.");
  }

  private static List<ReportData.StepBooks> books(
      java.util.function.Function<String, Optional<StepRecord>> steps) {
    List<ReportData.StepBooks> books = new ArrayList<>();
    for (String step : Flow.STEPS) {
      steps
          .apply(step)
          .ifPresent(
              record ->
                  record
                      .books()
                      .forEach(
                          book ->
                              books.add(
                                  ReportData.StepBooks.of(
                                      step + ": " + book.rows(),
                                      book.in(),
                                      book.out(),
                                      book.rejected(),
                                      book.quarantined()))));
    }
    return books;
  }

  private static List<ReportData.StepTime> times(
      java.util.function.Function<String, Optional<StepRecord>> steps) {
    List<ReportData.StepTime> times = new ArrayList<>();
    for (String step : Flow.STEPS) {
      steps
          .apply(step)
          .filter(record -> record.millis() > 0)
          .ifPresent(record -> times.add(new ReportData.StepTime(step, record.millis())));
    }
    return times;
  }

  private static List<ReportData.Rejection> rejections(JobContext context) {
    Dataset<Row> rejected =
        context
            .rows(RunDataset.REJECTED_TASKS)
            .unionByName(context.rows(RunDataset.REJECTED_TRAJECTORIES))
            .select("step", "check", "code", "id", "reason")
            .unionByName(
                context
                    .rows(RunDataset.QUARANTINE)
                    .select(
                        lit("ingest").as("step"),
                        lit("").as("check"),
                        functions.concat(lit("quarantined: "), col("code")).as("code"),
                        functions.concat(col("source"), lit(":"), col("line")).as("id"),
                        col("reason")));
    List<ReportData.Rejection> rejections = new ArrayList<>();
    for (Row row :
        rejected
            .groupBy("step", "check", "code")
            .agg(
                count("*").as("n"),
                functions.expr(
                    "slice(array_sort(collect_list(if(pmod(hash(id), 64) < 8, struct(id, substring(reason, 1, 600) as reason), null))), 1, "
                        + EXAMPLES
                        + ")"),
                functions.min(functions.struct(col("id"), col("reason"))))
            .orderBy(col("step").desc(), col("n").desc(), col("check"), col("code"))
            .collectAsList()) {
      List<ReportData.Example> examples = new ArrayList<>();
      for (Row example : row.<Row>getList(4)) {
        examples.add(new ReportData.Example(example.getString(0), example.getString(1)));
      }
      if (examples.isEmpty()) {
        Row least = row.getStruct(5);
        examples.add(new ReportData.Example(least.getString(0), least.getString(1)));
      }
      rejections.add(
          new ReportData.Rejection(
              row.getString(0), row.getString(1), row.getString(2), row.getLong(3), examples));
    }
    return rejections;
  }

  private static List<ReportData.CheckTally> checks(JobContext context) {
    Column applies = col("code").notEqual("not_applicable");
    Map<String, ReportData.CheckTally> tallies = new TreeMap<>();
    for (Row row :
        context
            .rows(RunDataset.VERDICTS)
            .groupBy("check")
            .agg(
                sum(when(col("passed").and(applies), 1).otherwise(0)),
                sum(when(col("passed"), 0).otherwise(1)),
                sum(when(applies, 0).otherwise(1)),
                avg(when(applies, col("score"))))
            .collectAsList()) {
      tallies.put(
          row.getString(0),
          new ReportData.CheckTally(
              row.getString(0),
              row.getLong(1),
              row.getLong(2),
              row.getLong(3),
              row.isNullAt(4) ? null : row.getDouble(4)));
    }
    List<ReportData.CheckTally> ordered = new ArrayList<>();
    for (String check : context.config().check().checks()) {
      ReportData.CheckTally tally = tallies.get(check);
      if (tally != null) {
        ordered.add(tally);
      }
    }
    return ordered;
  }

  private static List<ReportData.Mix> mixes(JobContext context) {
    Dataset<Row> tasks =
        context
            .rows(RunDataset.TASKS)
            .select(
                col("task_id"), col("capability"), col("language"), col("recipe"), col("writer"));
    Dataset<Row> trajectories =
        context
            .rows(RunDataset.TRAJECTORIES)
            .select(
                col("trajectory_id"),
                col("capability"),
                col("language"),
                col("recipe"),
                col("teacher"));
    Dataset<Row> accepted =
        trajectories.join(
            context.rows(RunDataset.ACCEPTED).select("trajectory_id"), "trajectory_id");
    List<ReportData.Mix> mixes = new ArrayList<>();
    for (String dimension : List.of("capability", "language", "recipe", "teacher")) {
      Map<String, long[]> shares = new TreeMap<>();
      add(shares, 0, tasks, dimension.equals("teacher") ? "writer" : dimension);
      add(shares, 1, trajectories, dimension);
      add(shares, 2, accepted, dimension);
      mixes.add(
          new ReportData.Mix(
              dimension,
              shares.entrySet().stream()
                  .map(
                      share ->
                          new ReportData.Share(
                              share.getKey(),
                              share.getValue()[0],
                              share.getValue()[1],
                              share.getValue()[2]))
                  .toList()));
    }
    return mixes;
  }

  private static void add(
      Map<String, long[]> shares, int place, Dataset<Row> rows, String dimension) {
    for (Row row : rows.groupBy(dimension).count().collectAsList()) {
      shares.computeIfAbsent(row.getString(0), value -> new long[3])[place] = row.getLong(1);
    }
  }

  private static List<ReportData.Histogram> histograms(JobContext context) {
    List<ReportData.Histogram> histograms = new ArrayList<>();
    histograms.add(histogram("trajectories", context.rows(RunDataset.TRAJECTORIES)));
    for (StageName stage : StageName.values()) {
      histograms.add(histogram(stage.label(), context.rows(StageRows.dataset(stage))));
    }
    return histograms;
  }

  private static ReportData.Histogram histogram(String label, Dataset<Row> rows) {
    Column place = lit(0);
    for (int i = 1; i < BOUNDS.size() - 1; i++) {
      place = place.plus(when(col("tokens").geq(BOUNDS.get(i)), 1).otherwise(0));
    }
    long[] counts = new long[BOUNDS.size() - 1];
    for (Row row : rows.groupBy(place.as("bucket")).count().collectAsList()) {
      counts[row.getInt(0)] = row.getLong(1);
    }
    List<ReportData.Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      buckets.add(new ReportData.Bucket(BOUNDS.get(i), BOUNDS.get(i + 1), counts[i]));
    }
    return new ReportData.Histogram(label, buckets);
  }

  private static List<ReportData.TeacherUsage> teachers(JobContext context) {
    List<ReportData.TeacherUsage> usage = new ArrayList<>();
    for (Row row :
        context
            .rows(RunDataset.COMPLETIONS)
            .groupBy("teacher", "model", "role")
            .agg(
                count("*"),
                sum("prompt_tokens"),
                sum("cached_tokens"),
                sum("completion_tokens"),
                sum("reasoning_tokens"),
                sum("cost_usd"),
                sum("attempts"),
                percentile_approx(col("latency_ms"), lit(0.5), lit(1000)),
                percentile_approx(col("latency_ms"), lit(0.95), lit(1000)))
            .orderBy("teacher", "model", "role")
            .collectAsList()) {
      usage.add(
          new ReportData.TeacherUsage(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getLong(3),
              0,
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              row.getLong(7),
              row.getDouble(8),
              row.getLong(9),
              row.getLong(10),
              row.getLong(11)));
    }
    return usage;
  }

  private static List<ReportData.StageSize> stages(JobContext context) {
    List<ReportData.StageSize> sizes = new ArrayList<>();
    for (StageName stage : StageName.values()) {
      RunDataset<?> dataset = StageRows.dataset(stage);
      Row row =
          context.rows(dataset).agg(count("*"), functions.coalesce(sum("tokens"), lit(0L))).first();
      sizes.add(
          new ReportData.StageSize(
              stage.label(), row.getLong(0), row.getLong(1), dataset.folder()));
    }
    return sizes;
  }

  /** The way from seeds to staged rows. */
  private record Counts(JobContext context) {
    List<ReportData.FunnelStage> funnel() {
      long seeds = context.count(RunDataset.SEEDS);
      long quarantined = context.count(RunDataset.QUARANTINE);
      long tasks = context.count(RunDataset.TASKS);
      Dataset<Row> all = context.rows(RunDataset.TRAJECTORIES);
      long trajectories = all.count();
      Dataset<Row> acted = all.filter(col("role").equalTo(TeacherRole.ACTOR.label()));
      long byActor = acted.count();
      long answered = acted.filter(col("status").notEqual("failed")).count();
      Dataset<Row> failedChecks =
          context
              .rows(RunDataset.VERDICTS)
              .filter(col("passed").equalTo(false))
              .select("trajectory_id")
              .distinct();
      long passed =
          acted
              .filter(col("status").notEqual("failed"))
              .select("trajectory_id")
              .except(failedChecks)
              .count();
      long accepted = context.count(RunDataset.ACCEPTED);
      List<ReportData.FunnelStage> funnel = new ArrayList<>();
      funnel.add(new ReportData.FunnelStage("Seed lines", "lines", seeds + quarantined, 0));
      funnel.add(new ReportData.FunnelStage("Seeds", "seeds", seeds, quarantined));
      funnel.add(
          new ReportData.FunnelStage(
              "Tasks", "tasks", tasks, context.count(RunDataset.REJECTED_TASKS)));
      funnel.add(new ReportData.FunnelStage("Trajectories", "trajectories", trajectories, 0));
      funnel.add(
          new ReportData.FunnelStage("Answered", "trajectories", answered, byActor - answered));
      funnel.add(
          new ReportData.FunnelStage(
              "Passed every check", "trajectories", passed, answered - passed));
      funnel.add(
          new ReportData.FunnelStage("Accepted", "trajectories", accepted, passed - accepted));
      for (StageName stage : StageName.values()) {
        funnel.add(
            new ReportData.FunnelStage(
                "Staged: " + stage.label(), "rows", context.count(StageRows.dataset(stage)), 0));
      }
      return funnel;
    }
  }
}
