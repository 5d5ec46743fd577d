package io.synth.jobs;

import io.synth.SynthException;
import io.synth.config.ConfigLoader;
import io.synth.config.SynthConfig;
import io.synth.jobs.governor.GovernorDesk;
import io.synth.jobs.governor.GovernorPlugin;
import io.synth.run.RunFolder;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.demo.DemoTeacher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs the flow, or one step of it, in one run folder: opens what the jobs need and closes it
 * again.
 */
public final class RunDriver implements AutoCloseable {
  /** The effective configuration in the run's folder. */
  public static final String CONFIG_FILE = "config.yaml";

  private final SynthConfig config;
  private final boolean quiet;
  private final String address;
  private final RunLock lock;
  private final SparkSession spark;
  private final RunFolder run;
  private List<String> from = List.of();
  private @Nullable DemoTeacher demo;
  private @Nullable WorkerSpec spec;

  /**
   * @param folder of the run; one that is there goes on
   * @param quiet errors alone are printed
   * @throws SynthException when another process works in the folder
   */
  public RunDriver(SynthConfig config, String folder, boolean quiet) throws IOException {
    this.config = config;
    this.quiet = quiet;
    this.address = folder.contains(":/") ? folder : Path.of(folder).toAbsolutePath().toString();
    this.lock = RunLock.take(address);
    this.spark = Sessions.of(config);
    this.run = RunFolder.at(address, context().hadoopConfiguration());
  }

  /** Names earlier runs from which this one is predicted; the sample run without any. */
  public RunDriver predictedFrom(List<String> runs) {
    from = List.copyOf(runs);
    return this;
  }

  /**
   * Runs the flow.
   *
   * @param step the one step to run; null for all
   */
  public void run(@Nullable String step) throws IOException {
    boolean calls =
        step == null || List.of(Ingest.STEP, Generate.STEP, CheckTrajectories.STEP).contains(step);
    WorkerSpec worker = prepare(calls, step == null || step.equals(Ingest.STEP));
    run.write(CONFIG_FILE, ConfigLoader.toYaml(config));
    if (step == null || step.equals(Ingest.STEP)) {
      RunPrediction.begin(run, config, from);
    }
    Clock clock = Clock.systemUTC();
    Progress progress = new Progress();
    LocalGovernor governor =
        TeacherParts.governor(config, JournalRecords.spent(context(), run.address()));
    if (context().isLocal()) {
      Worker.open(worker, context().hadoopConfiguration(), governor, progress);
      spec = worker;
    } else {
      GovernorPlugin.serve(new GovernorDesk(governor, progress, clock));
    }
    Console console =
        new Console(System.err, quiet, Boolean.getBoolean("synth.terminal"), progress);
    LastCalls lastCalls = new LastCalls(run);
    if (calls) {
      List<String> waiting = governor.calledUntil(lastCalls.begin(clock.instant()));
      if (!waiting.isEmpty()) {
        console.say(
            "limits per minute: an earlier process of this run called "
                + String.join(", ", waiting)
                + " less than a minute ago; new calls wait until that minute is over");
      }
    }
    try (RunBatches batches =
        RunBatches.of(
            config,
            worker.demo(),
            run,
            governor,
            progress,
            console::sayBesideBar,
            context().hadoopConfiguration())) {
      JobContext context = new JobContext(spark, config, run, worker, batches.batches());
      JobRunner runner = new JobRunner(Flow.JOBS, context, console, clock);
      if (step == null) {
        runner.all();
      } else {
        runner.only(step);
      }
    } finally {
      if (calls) {
        lastCalls.end(clock.instant());
      }
      console.closeBar();
    }
    if (step == null || step.equals(ReportRun.STEP)) {
      run.read(ReportRun.PREDICTION).ifPresent(text -> text.lines().forEach(console::say));
      console.say("report: " + run.path("report/index.html").toUri().getPath());
    }
  }

  private WorkerSpec prepare(boolean calls, boolean seeds) throws IOException {
    Map<String, String> graphs = new TreeMap<>();
    @Nullable String index = null;
    Console console = new Console(System.err, quiet, false, new Progress());
    if (calls) {
      index = Indexes.corpus(config, address, console, this::context);
      demo = demo(config);
      Preflight.check(config, console::say);
    }
    if (seeds) {
      for (String graph : SeedFiles.of(context(), config.seeds(), config.graph()).graphs()) {
        graphs.put(graph, Indexes.graph(config, address, graph, console).toString());
      }
    }
    return new WorkerSpec(
        ConfigLoader.toJson(config),
        run.address(),
        index,
        new LinkedHashMap<>(graphs),
        demo == null ? null : demo.address());
  }

  private static @Nullable DemoTeacher demo(SynthConfig config) throws IOException {
    boolean used =
        config.roles().teachers().stream()
            .map(name -> Objects.requireNonNull(config.teachers().get(name)))
            .anyMatch(entry -> entry.baseUrl().equals(TeacherParts.DEMO));
    return used ? DemoTeacher.start(TeacherParts.demo(config)) : null;
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  @Override
  public void close() {
    WorkerSpec open = spec;
    if (open != null) {
      Worker.close(open);
    }
    GovernorPlugin.close();
    spark.stop();
    DemoTeacher running = demo;
    if (running != null) {
      running.close();
    }
    lock.close();
  }
}
