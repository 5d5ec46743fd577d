package io.synth.jobs;

import io.synth.config.RoleTeachers;
import io.synth.config.SynthConfig;
import io.synth.jobs.RunCounts.OfCheck;
import io.synth.jobs.RunCounts.OfCompletion;
import io.synth.jobs.RunCounts.OfStaged;
import io.synth.jobs.RunCounts.OfTask;
import io.synth.jobs.RunCounts.OfTrajectory;
import io.synth.model.Lost;
import io.synth.model.StageName;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.report.Latencies;
import io.synth.report.Rejections;
import io.synth.report.ReportData;
import io.synth.report.Tally;
import io.synth.report.TokenLengths;
import io.synth.run.RunDataset;
import io.synth.run.StepRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The counts of a run as its report shows them. */
final class RunFigures {
  private static final int ROWS = 0;
  private static final int TOKENS = 1;

  private final JobContext context;
  private final Tally<OfTask> tasks;
  private final Tally<OfTrajectory> trajectories;
  private final Map<StageName, Tally<OfStaged>> staged;
  private final Tally<OfCheck> checks;
  private final Tally<OfCompletion> completions;
  private final Rejections rejections;

  RunFigures(JobContext context) {
    RunCounts counts = new RunCounts(context);
    this.context = context;
    this.tasks = counts.tasks();
    this.trajectories = counts.trajectories();
    this.staged = counts.staged();
    this.checks = counts.checks();
    this.completions = counts.completions();
    this.rejections = counts.rejections();
  }

  ReportData data() {
    Function<String, Optional<StepRecord>> steps = context.run()::step;
    List<ReportData.TeacherUsage> usage = teachers();
    return ReportData.builder(
            new ReportData.Run(
                steps.apply(Ingest.STEP).map(StepRecord::fingerprint).orElse(""),
                new Path(context.run().address()).getName(),
                "",
                settings(context.config())))
        .warnings(warnings())
        .funnel(funnel())
        .books(books(steps))
        .rejections(rejections.list(Flow.STEPS))
        .checks(checks())
        .mixes(mixes())
        .histograms(histograms())
        .teachers(usage)
        .prediction(RunPrediction.outcome(context.run(), usage).orElse(null))
        .stages(stages())
        .times(times(steps))
        .build();
  }

  private static List<ReportData.Setting> settings(SynthConfig config) {
    List<ReportData.Setting> settings = new ArrayList<>();
    settings.add(new ReportData.Setting("random_seed", Long.toString(config.randomSeed())));
    for (TeacherRole role : TeacherRole.values()) {
      settings.add(new ReportData.Setting("roles." + role.label(), named(config, role)));
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

  private static String named(SynthConfig config, TeacherRole role) {
    RoleTeachers teachers = config.roles().of(role).teacher();
    List<String> named = new ArrayList<>();
    for (String name : teachers.names()) {
      SynthConfig.TeacherEntry teacher = config.teachers().get(name);
      String model = teacher == null ? "" : " (" + teacher.model() + ")";
      double percent = 100 * teachers.share(name);
      String share =
          teachers.weights().size() == 1
              ? ""
              : percent == 0 ? ", spare" : String.format(Locale.ROOT, ", %.3g %%", percent);
      named.add(name + model + share);
    }
    return String.join("; ", named);
  }

  private List<String> warnings() {
    return trajectories.sum(ROWS, one -> one.teacher().equals(TeacherParts.DEMO)) == 0
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

  /** The way from seeds to staged rows. */
  private List<ReportData.FunnelStage> funnel() {
    long seeds = context.count(RunDataset.SEEDS);
    long quarantined = context.count(RunDataset.QUARANTINE);
    long all = trajectories.sum(ROWS, one -> true);
    long acted = trajectories.sum(ROWS, one -> one.role() == TeacherRole.ACTOR);
    long answered =
        trajectories.sum(
            ROWS,
            one -> one.role() == TeacherRole.ACTOR && one.status() != Trajectory.Status.FAILED);
    long passed = answered - rejections.byChecks(Curate.STEP);
    long accepted = context.count(RunDataset.ACCEPTED);
    List<ReportData.FunnelStage> funnel = new ArrayList<>();
    funnel.add(new ReportData.FunnelStage("Seed lines", "lines", seeds + quarantined, 0));
    funnel.add(new ReportData.FunnelStage("Seeds", "seeds", seeds, quarantined));
    funnel.add(
        new ReportData.FunnelStage(
            "Tasks",
            "tasks",
            tasks.sum(ROWS, one -> true),
            context.count(RunDataset.REJECTED_TASKS)));
    funnel.add(new ReportData.FunnelStage("Trajectories", "trajectories", all, 0));
    funnel.add(new ReportData.FunnelStage("Answered", "trajectories", answered, acted - answered));
    funnel.add(
        new ReportData.FunnelStage(
            "Passed every check", "trajectories", passed, answered - passed));
    funnel.add(new ReportData.FunnelStage("Accepted", "trajectories", accepted, passed - accepted));
    staged.forEach(
        (stage, rows) ->
            funnel.add(
                new ReportData.FunnelStage(
                    "Staged: " + stage.label(), "rows", rows.sum(ROWS, one -> true), 0)));
    return funnel;
  }

  private List<ReportData.CheckTally> checks() {
    SortedMap<String, long[]> tallies = checks.by(OfCheck::check);
    List<ReportData.CheckTally> ordered = new ArrayList<>();
    for (String check : context.config().check().checks()) {
      long[] sums = tallies.get(check);
      if (sums != null) {
        ordered.add(
            new ReportData.CheckTally(
                check,
                sums[0],
                sums[1],
                sums[2],
                sums[3] == 0 ? null : sums[4] / RunCounts.MILLIONTHS / sums[3]));
      }
    }
    return ordered;
  }

  private List<ReportData.Mix> mixes() {
    return List.of(
        mix(
            "capability",
            one -> one.capability().label(),
            one -> one.capability().label(),
            one -> one.capability().label()),
        mix(
            "language",
            one -> one.language().label(),
            one -> one.language().label(),
            one -> one.language().label()),
        mix("recipe", OfTask::recipe, OfTrajectory::recipe, OfStaged::recipe),
        mix("teacher", OfTask::teacher, OfTrajectory::teacher, OfStaged::teacher));
  }

  /** Every accepted trajectory is one row of the SFT stage. */
  private ReportData.Mix mix(
      String dimension,
      Function<OfTask, String> ofTask,
      Function<OfTrajectory, String> ofTrajectory,
      Function<OfStaged, String> ofAccepted) {
    Map<String, long[]> shares = new TreeMap<>();
    add(shares, 0, tasks.by(ofTask));
    add(shares, 1, trajectories.by(ofTrajectory));
    add(shares, 2, of(StageName.SFT).by(ofAccepted));
    return new ReportData.Mix(
        dimension,
        shares.entrySet().stream()
            .map(
                share ->
                    new ReportData.Share(
                        share.getKey(),
                        share.getValue()[0],
                        share.getValue()[1],
                        share.getValue()[2]))
            .toList());
  }

  private static void add(Map<String, long[]> shares, int place, SortedMap<String, long[]> counts) {
    counts.forEach(
        (value, sums) -> shares.computeIfAbsent(value, unseen -> new long[3])[place] = sums[ROWS]);
  }

  private List<ReportData.Histogram> histograms() {
    List<ReportData.Histogram> histograms = new ArrayList<>();
    histograms.add(TokenLengths.histogram("trajectories", trajectories.by(OfTrajectory::length)));
    staged.forEach(
        (stage, rows) ->
            histograms.add(TokenLengths.histogram(stage.label(), rows.by(OfStaged::length))));
    return histograms;
  }

  /** A teacher in a role and a step. */
  private record Caller(String teacher, String model, String role, String step)
      implements Comparable<Caller> {
    private static final Comparator<Caller> ORDER =
        Comparator.comparing(Caller::teacher)
            .thenComparing(Caller::model)
            .thenComparing(Caller::role)
            .thenComparing(Caller::step);

    static Caller of(OfCompletion one) {
      return new Caller(one.teacher(), one.model(), one.role().label(), one.step());
    }

    @Override
    public int compareTo(Caller other) {
      return ORDER.compare(this, other);
    }
  }

  private List<ReportData.TeacherUsage> teachers() {
    Map<Caller, TreeMap<Integer, long[]>> latencies = new TreeMap<>();
    completions
        .all()
        .forEach(
            (one, sums) ->
                latencies
                    .computeIfAbsent(Caller.of(one), unseen -> new TreeMap<>())
                    .put(one.latency(), sums));
    List<ReportData.TeacherUsage> usage = new ArrayList<>();
    completions
        .by(Caller::of)
        .forEach(
            (caller, sums) -> {
              TreeMap<Integer, long[]> own = latencies.getOrDefault(caller, new TreeMap<>());
              usage.add(
                  new ReportData.TeacherUsage(
                      caller.teacher(),
                      caller.model(),
                      caller.role(),
                      caller.step(),
                      sums[0],
                      new Lost(sums[9], sums[10], sums[11] / RunCounts.BILLIONTHS),
                      sums[1],
                      sums[2],
                      sums[3],
                      sums[4],
                      sums[5],
                      sums[6] / RunCounts.BILLIONTHS,
                      sums[7],
                      sums[8],
                      sums[12],
                      Latencies.quantile(own, 0.5),
                      Latencies.quantile(own, 0.95)));
            });
    return usage;
  }

  private List<ReportData.StageSize> stages() {
    List<ReportData.StageSize> sizes = new ArrayList<>();
    staged.forEach(
        (stage, rows) ->
            sizes.add(
                new ReportData.StageSize(
                    stage.label(),
                    rows.sum(ROWS, one -> true),
                    rows.sum(TOKENS, one -> true),
                    StageRows.dataset(stage).folder())));
    return sizes;
  }

  private Tally<OfStaged> of(StageName stage) {
    @Nullable Tally<OfStaged> rows = staged.get(stage);
    return rows == null ? new Tally<>() : rows;
  }
}
