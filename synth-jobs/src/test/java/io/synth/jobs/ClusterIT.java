package io.synth.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import io.synth.config.ConfigLoader;
import io.synth.journal.Journal;
import io.synth.journal.JournalReader;
import io.synth.model.Completion;
import io.synth.run.RunDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flow by spark-submit on a real cluster of this machine, started and asked by the scripts of
 * the repository: a master, two workers, an executor on each.
 */
class ClusterIT {
  private static final Path SCRIPTS = Path.of("..", "scripts").toAbsolutePath().normalize();
  private static final int OF_EACH_KIND = 2;
  private static final int CORES = 4;
  private static final long MOST_MINUTES = 10;
  private static final String KEY = "sk-only-in-the-environment-5d1f";
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  @TempDir private static Path folder;

  private static Map<String, String> settings = Map.of();
  private static RunContents local = new RunContents(Path.of(""));

  @BeforeAll
  static void runLocallyAndStartTheCluster() throws Exception {
    settings = SampleSeeds.settings(folder, OF_EACH_KIND);
    // More groups than cores.
    settings.put("generate.group_size", "3");
    local = new RunContents(folder.resolve("local"));
    Map<String, String> here = new HashMap<>(settings);
    here.put("spark.master", "local[2]");
    try (RunDriver driver =
        new RunDriver(new ConfigLoader().load(null, here), local.run().toString(), true)) {
      driver.run(null);
    }
    settings.put("teachers.demo.base_url", "demo");
    settings.put("teachers.demo.model", "demo");
    settings.put("teachers.demo.api_key_env", "SYNTH_TEST_KEY");
    Files.createDirectory(folder.resolve("events"));
    Ended started =
        script(
            List.of("cluster", "start", "--port", "0", "--ui-port", "0", "--cores", "2"),
            "start.log");
    assertThat(started.code()).as(started.said()).isZero();
    assertThat(started.said()).contains("master at spark://127.0.0.1:", "worker-2: process ");
  }

  @AfterAll
  static void stopTheCluster() throws Exception {
    assertThat(script(List.of("cluster", "stop"), "stop.log").code()).isZero();
    Ended status = script(List.of("cluster", "status"), "status.log");
    assertThat(status.said()).isEqualTo("no cluster runs\n");
  }

  @Test
  void theRowsAreThoseOfALocalRunAndTheKeyIsNowhere() throws Exception {
    RunContents run = new RunContents(folder.resolve("whole"));
    Ended ended = submitted(run, Map.of(), "whole.log").end();
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).contains("report: done").doesNotContain(" INFO DAGScheduler");
    run.assertSameRows(local);
    assertThat(run.rows(RunDataset.COMPLETIONS).stream().map(ClusterIT::untimed))
        .isEqualTo(local.rows(RunDataset.COMPLETIONS).stream().map(ClusterIT::untimed).toList());

    assertThat(holding("api_key_env")).anyMatch(file -> file.startsWith(run.run()));
    assertThat(holding("spark.executor.memory"))
        .anyMatch(file -> file.startsWith(folder.resolve("events")));
    assertThat(holding("CoarseGrainedExecutorBackend"))
        .anyMatch(file -> file.startsWith(folder.resolve("cluster/work")));
    assertThat(holding(KEY)).isEmpty();
  }

  @Test
  void aRunThatSpentItsBudgetGoesOnAndOutlivesAKilledExecutor() throws Exception {
    RunContents run = new RunContents(folder.resolve("killed"));
    int calls = 90;
    Ended spent =
        submitted(run, Map.of("budget.calls", Integer.toString(calls)), "spent.log").end();
    assertThat(spent.code()).as(spent.said()).isEqualTo(6);
    assertThat(spent.said())
        .contains("the budget of the run is spent: 90 of 90 calls are used")
        .contains("The step generate stopped; what is done is kept.");
    Map<String, List<Completion>> before = segments(run);
    // Those in flight when the end was met count as spent, and some are not journaled.
    assertThat(before.values().stream().mapToInt(List::size).sum())
        .isBetween(calls - 2 * CORES * 8, calls);

    // Slow enough to be met in the middle of its groups.
    Submitted submitted =
        submitted(run, Map.of("demo.slow", "1", "demo.slow_millis", "200"), "killed.log");
    while (submitted.process().isAlive() && journaling(run, before.keySet()) < CORES) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    List<ProcessHandle> executors = executors();
    assertThat(executors).hasSize(2);
    executors.get(0).destroyForcibly();
    Ended ended = submitted.end();
    assertThat(ended.code()).as(ended.said()).isZero();
    run.assertSameRows(local);

    Map<String, List<Completion>> after = segments(run);
    run.assertNothingAskedTwice();
    assertThat(run.journal()).hasSameSizeAs(local.journal());
    after.keySet().removeAll(before.keySet());
    Map<String, Integer> attempts = new HashMap<>();
    after.keySet().forEach(name -> attempts.merge(group(name), 1, Integer::sum));
    assertThat(attempts.values()).as("groups that a second attempt finished").contains(2);
  }

  /** Without when it came and how long it took, which no two runs share. */
  private static Completion untimed(Completion c) {
    return new Completion(
        c.itemId(),
        c.step(),
        c.fingerprint(),
        c.role(),
        c.teacher(),
        c.insteadOf(),
        c.model(),
        c.reply(),
        c.promptTokens(),
        c.cachedTokens(),
        c.cacheWriteTokens(),
        c.completionTokens(),
        c.reasoningTokens(),
        c.costUsd(),
        c.attempts(),
        0,
        0,
        c.failure(),
        c.lostCalls(),
        c.lostTokens(),
        c.lostUsd(),
        c.batch());
  }

  /** The number of new segments that hold some replies of attempts at a task. */
  private static int journaling(RunContents run, Set<String> known) {
    return Math.toIntExact(
        segments(run).entrySet().stream()
            .filter(
                segment ->
                    segment.getKey().startsWith(Generate.STEP + "-")
                        && !known.contains(segment.getKey())
                        && segment.getValue().size() >= 3)
            .count());
  }

  /** Files of this test that hold a text. */
  private static List<Path> holding(String text) throws IOException {
    byte[] wanted = text.getBytes(UTF_8);
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Bytes.indexOf(Files.readAllBytes(file), wanted) >= 0) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static Map<String, List<Completion>> segments(RunContents run) {
    Journal journal = Journal.open(run.folder().path("journal").toString(), new Configuration());
    Map<String, List<Completion>> segments = new TreeMap<>();
    for (org.apache.hadoop.fs.Path segment : journal.segments()) {
      List<Completion> replies = new ArrayList<>();
      try (JournalReader reader = journal.reader(segment)) {
        reader.forEachRemaining(replies::add);
      }
      segments.put(segment.getName(), replies);
    }
    return segments;
  }

  /** {@code generate-3} of {@code generate-3-6f9619ff-....avro}. */
  private static String group(String segment) {
    return segment.replaceFirst("^([a-z_]+-[0-9]+)-.*", "$1");
  }

  private static List<ProcessHandle> executors() throws IOException {
    List<ProcessHandle> executors = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("cluster/pids"))) {
      ProcessHandle.of(Long.parseLong(line.substring(line.indexOf(' ') + 1))).stream()
          .flatMap(ProcessHandle::descendants)
          .filter(
              process ->
                  process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
          .forEach(executors::add);
    }
    return executors;
  }

  private static Submitted submitted(RunContents run, Map<String, String> own, String log)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "submit",
                "--executor-memory",
                "1g",
                "--total-executor-cores",
                Integer.toString(CORES),
                "--driver-java-options",
                QUICK_START));
    for (String setting :
        List.of(
            "spark.executor.extraJavaOptions=" + QUICK_START,
            "spark.scheduler.minRegisteredResourcesRatio=1",
            "spark.eventLog.enabled=true",
            // As text, to be looked through for the key.
            "spark.eventLog.compress=false",
            // A second attempt at each group that takes its time, while the first still runs.
            "spark.speculation=true",
            "spark.speculation.quantile=0.1",
            "spark.speculation.multiplier=1.1",
            "spark.eventLog.dir=" + folder.resolve("events").toUri())) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("run", "--run", run.run().toString()));
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(own);
    all.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    Path file = folder.resolve(log);
    return new Submitted(start(command, file), file);
  }

  private static Ended script(List<String> command, String log) throws Exception {
    Path file = folder.resolve(log);
    return new Submitted(start(command, file), file).end();
  }

  private static Process start(List<String> command, Path log) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.set(0, SCRIPTS.resolve(command.get(0)).toString());
    ProcessBuilder builder =
        new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SYNTH_CLUSTER", folder.resolve("cluster").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_DAEMON_JAVA_OPTS", QUICK_START);
    builder.environment().put("SYNTH_TEST_KEY", KEY);
    builder.environment().remove("SPARK_HOME");
    return builder.start();
  }

  private record Submitted(Process process, Path log) {
    Ended end() throws Exception {
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        try (Stream<ProcessHandle> children = process.descendants()) {
          children.forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
      }
      return new Ended(process.waitFor(), Files.readString(log));
    }
  }

  private record Ended(int code, String said) {}
}
