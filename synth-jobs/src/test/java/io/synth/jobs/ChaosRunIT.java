package io.synth.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.primitives.Bytes;
import io.synth.config.ConfigLoader;
import io.synth.model.Rejected;
import io.synth.run.RunDataset;
import io.synth.teacher.demo.DemoTeacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run whose teacher fails in every way that we know, whose budget is spent in the midst of it,
 * and parts of which are killed with SIGKILL at random moments. {@code scripts/chaos} runs it with
 * another seed, more kills, and on a cluster.
 */
class ChaosRunIT {
  private static final long SEED = Long.getLong("chaos.seed", 1);

  /** 0 for as many as there are things to kill. */
  private static final int KILLS = Integer.getInteger("chaos.kills", 0);

  private static final int OF_EACH_KIND = Integer.getInteger("chaos.seeds", 1);

  /**
   * Where: {@code true} for a cluster, {@code false} for one process, both where nothing is said.
   */
  private static final String CLUSTER = System.getProperty("chaos.cluster", "false,true");

  /** Requests per minute; 0 for no limit. A run that goes on after a kill waits for a minute. */
  private static final int PER_MINUTE = Integer.getInteger("chaos.per_minute", 0);

  private static final long PATIENCE_MS = Duration.ofMinutes(20).toMillis();
  private static final int CONCURRENCY = 6;
  private static final double BUDGET_USD = 1.00;

  /** Two executors, and those that come for killed ones. */
  private static final int PROCESSES = 4;

  private static final int BUDGET_SPENT = 6;
  private static final int KILLED = 137;

  @TempDir private Path folder;

  private final String key = "sk-" + UUID.randomUUID();
  private final Map<String, Integer> strikes = new TreeMap<>();

  static List<Boolean> places() {
    return Splitter.on(',').splitToStream(CLUSTER).map(Boolean::valueOf).toList();
  }

  @ParameterizedTest(name = "on a cluster: {0}")
  @MethodSource("places")
  void endsWithTheRowsOfACalmRunAndPaysForNothingTwice(boolean onCluster) throws Exception {
    RunContents killed = new RunContents(folder.resolve("killed"));
    RunContents calm = new RunContents(folder.resolve("calm"));
    Map<String, String> demo = SampleSeeds.settings(folder, OF_EACH_KIND);
    demo.put("demo.too_many_requests", "0");
    demo.put("demo.server_error", "0");
    try (ChaosHost host = host(onCluster);
        DemoTeacher answering =
            DemoTeacher.start(TeacherParts.demo(new ConfigLoader().load(null, demo)));
        ChaosTeacher teacher = new ChaosTeacher(answering.address(), SEED, 0.15, 0.05)) {
      Map<String, String> settings = settings(demo, teacher);
      int wanted = KILLS > 0 ? KILLS : onCluster ? 4 : 2;
      int kills = disturb(host, killed, settings, teacher, wanted);
      doAgain(host, killed, settings, teacher);
      ChaosBooks books = teacher.books();
      teacher.calmDown();
      settings.remove("teachers.chaos.api_key_env");
      settings.put("spark.master", "local[2]");
      try (RunDriver driver =
          new RunDriver(new ConfigLoader().load(null, settings), calm.run().toString(), true)) {
        driver.run(null);
      }

      String told = "seed %d, %s".formatted(SEED, told(books));
      System.out.println("chaos: " + told);
      // A cluster goes on while a worker is started again: the run may end before the last kill.
      assertThat(kills).as(told).isBetween(onCluster ? wanted / 3 : wanted, wanted);
      killed.assertSameRows(calm);
      assertThat(books.repeatedWithoutCause()).as(told).isEmpty();
      // An executor lives on for a moment after its worker has died, and may journal a reply then
      // that another one asks for already.
      killed.assertAskedTwice(onCluster ? books.repeated() : 0);
      assertThat(books.repeated()).as(told).isLessThanOrEqualTo(books.kills() * CONCURRENCY);
      assertThat(books.mostInFlight()).as(told).isLessThanOrEqualTo(CONCURRENCY);
      if (PER_MINUTE > 0) {
        assertThat(books.mostInAMinute()).as(told).isLessThanOrEqualTo(PER_MINUTE);
      }
      assertThat(books.faults()).as(told).hasSizeGreaterThan(5);
      // Each response that nobody closes keeps its connection from being used again.
      assertThat(teacher.mostConnections())
          .as(told)
          .isLessThanOrEqualTo(CONCURRENCY * (onCluster ? PROCESSES : 1) * 2);
    }
    assertThat(holding("api_key_env")).isNotEmpty();
    assertThat(holding(key)).isEmpty();
    // Journal and rows are compressed: their files may hide what they hold.
    assertThat(killed.everything()).noneMatch(row -> row.contains(key));
    // What OkHttp says of a response that nobody closed.
    assertThat(holding("was leaked")).isEmpty();
    assertFailedRowsTellTheirStory(killed);
  }

  private ChaosHost host(boolean onCluster) throws Exception {
    return onCluster ? new ChaosOnCluster(folder, key) : new ChaosOnOneMachine(folder, key);
  }

  private static void assertFailedRowsTellTheirStory(RunContents run) throws IOException {
    List<Rejected> failed =
        Stream.concat(
                run.rows(RunDataset.REJECTED_TASKS).stream(),
                run.rows(RunDataset.REJECTED_TRAJECTORIES).stream())
            .filter(row -> row.reason().contains("gave no usable reply"))
            .toList();
    assertThat(failed)
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(row.reason())
                    .containsPattern("in [0-9]+ attempts?: .+; the last said: .+"));
  }

  /**
   * Runs it to its end, struck after so many requests as the seed says, again and again, at first
   * with a budget that does not last.
   */
  private int disturb(
      ChaosHost host,
      RunContents run,
      Map<String, String> settings,
      ChaosTeacher teacher,
      int wanted)
      throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    // Together they are fewer than a run makes.
    int between = Math.max(8, 80 * OF_EACH_KIND / wanted);
    Map<String, String> frugal = new TreeMap<>(settings);
    frugal.put("budget.usd", Double.toString(BUDGET_USD));
    boolean spent = false;
    int kills = 0;
    Process process = host.start(run.run(), frugal);
    try {
      while (true) {
        int until = teacher.books().requests() + random.nextInt(3, between);
        if (kills < wanted && reached(process, teacher.books(), until)) {
          String struck = host.strike(process, random, teacher);
          if (struck != null) {
            strikes.merge(struck, 1, Integer::sum);
            kills++;
          }
        } else {
          assertThat(process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
        }
        if (process.isAlive()) {
          continue;
        }
        if (process.exitValue() == 0) {
          assertThat(spent).as("the budget was spent on the way").isTrue();
          return kills;
        }
        if (process.exitValue() == BUDGET_SPENT) {
          assertThat(spent).as(output()).isFalse();
          ChaosBooks books = teacher.books();
          assertThat(books.chargedUsd()).isLessThanOrEqualTo(BUDGET_USD);
          assertThat(books.allUsd()).isLessThanOrEqualTo(books.mostUsd(BUDGET_USD, CONCURRENCY));
          spent = true;
        } else {
          assertThat(process.exitValue()).as(output()).isEqualTo(KILLED);
        }
        process = host.start(run.run(), spent ? settings : frugal);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * A second action over the same stages, whose rows are lost: the journal has all they need. Only
   * what was refused, which costs nothing, is asked again.
   */
  private void doAgain(
      ChaosHost host, RunContents run, Map<String, String> settings, ChaosTeacher teacher)
      throws IOException, InterruptedException {
    int before = teacher.books().answers();
    for (RunDataset<?> dataset : List.of(RunDataset.TRAJECTORIES, RunDataset.VERDICTS)) {
      run.lose(dataset);
    }
    Process again = host.start(run.run(), settings);
    assertThat(again.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
    assertThat(again.exitValue()).as(output()).isZero();
    assertThat(teacher.books().answers()).as("answers to a stage done again").isEqualTo(before);
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }

  /** Whether a run lives on when so many requests have come. */
  private static boolean reached(Process process, ChaosBooks books, int requests)
      throws InterruptedException {
    for (long waited = 0; waited < PATIENCE_MS; waited += 10) {
      if (books.requests() >= requests) {
        return process.isAlive();
      }
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  private String told(ChaosBooks books) {
    return "struck %s, %d requests, %d answered again, %d in flight and %d in a minute at most, faults %s"
        .formatted(
            strikes,
            books.requests(),
            books.repeated(),
            books.mostInFlight(),
            books.mostInAMinute(),
            books.faults());
  }

  private static Map<String, String> settings(Map<String, String> sample, ChaosTeacher teacher) {
    Map<String, String> settings = new TreeMap<>(sample);
    settings.put("ingest.group_size", "1");
    settings.put("generate.group_size", "4");
    settings.put("teachers.chaos.base_url", teacher.baseUrl());
    settings.put("teachers.chaos.model", "demo");
    settings.put("teachers.chaos.api_key_env", "SYNTH_TEST_KEY");
    settings.put("teachers.chaos.limits.concurrency", Integer.toString(CONCURRENCY));
    settings.put("teachers.chaos.prices.input", Double.toString(ChaosTeacher.INPUT_USD));
    settings.put("teachers.chaos.prices.output", Double.toString(ChaosTeacher.OUTPUT_USD));
    if (PER_MINUTE > 0) {
      settings.put("teachers.chaos.limits.requests_per_minute", Integer.toString(PER_MINUTE));
    }
    for (String role : List.of("actor", "writer", "judge", "reference")) {
      settings.put("roles." + role + ".teacher", "chaos");
    }
    return settings;
  }

  /** Files of this test that hold a text. */
  private List<Path> holding(String text) throws IOException {
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
}
