package io.synth.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose teacher fails in every way that we know and whose process is killed with SIGKILL at
 * random moments. {@code scripts/chaos} runs it with another seed and more kills.
 */
class ChaosRunIT {
  private static final long SEED = Long.getLong("chaos.seed", 1);
  private static final int KILLS = Integer.getInteger("chaos.kills", 2);
  private static final int OF_EACH_KIND = Integer.getInteger("chaos.seeds", 1);
  private static final Path SYNTH = Path.of("..", "scripts", "synth").toAbsolutePath().normalize();
  private static final long PATIENCE_MS = Duration.ofMinutes(20).toMillis();
  private static final int CONCURRENCY = 6;
  private static final int KILLED = 137;

  @TempDir private Path folder;

  private final String key = "sk-" + UUID.randomUUID();

  @Test
  void endsWithTheRowsOfACalmRunAndPaysForNothingTwice() throws Exception {
    RunContents killed = new RunContents(folder.resolve("killed"));
    RunContents calm = new RunContents(folder.resolve("calm"));
    Map<String, String> demo = SampleSeeds.settings(folder, OF_EACH_KIND);
    demo.put("demo.too_many_requests", "0");
    demo.put("demo.server_error", "0");
    try (DemoTeacher answering =
            DemoTeacher.start(TeacherParts.demo(new ConfigLoader().load(null, demo)));
        ChaosTeacher teacher = new ChaosTeacher(answering.address(), SEED, 0.15, 0.05)) {
      Map<String, String> settings = settings(demo, teacher);
      int kills = disturb(killed, settings, teacher);
      ChaosBooks books = teacher.books();
      teacher.calmDown();
      settings.remove("teachers.chaos.api_key_env");
      try (RunDriver driver =
          new RunDriver(new ConfigLoader().load(null, settings), calm.run().toString(), true)) {
        driver.run(null);
      }

      String told = "seed %d, %s".formatted(SEED, told(kills, books));
      System.out.println("chaos: " + told);
      assertThat(kills).as(told).isEqualTo(KILLS);
      killed.assertSameRows(calm);
      killed.assertNothingAskedTwice();
      assertThat(books.repeatedWithoutCause()).as(told).isEmpty();
      assertThat(books.repeated()).as(told).isLessThanOrEqualTo(kills * CONCURRENCY);
      assertThat(books.mostInFlight()).as(told).isLessThanOrEqualTo(CONCURRENCY);
      assertThat(books.faults()).as(told).hasSizeGreaterThan(5);
    }
    assertThat(holding("api_key_env")).isNotEmpty();
    assertThat(holding(key)).isEmpty();
    assertFailedRowsTellTheirStory(killed);
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

  /** Runs it to its end, killed after so many requests as the seed says, again and again. */
  private int disturb(RunContents run, Map<String, String> settings, ChaosTeacher teacher)
      throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    int kills = 0;
    while (true) {
      Process process = start(run, settings);
      int until = teacher.books().requests() + random.nextInt(5, 40);
      if (kills == KILLS || !reached(process, teacher.books(), until)) {
        finish(process);
        return kills;
      }
      process.destroyForcibly();
      assertThat(process.waitFor()).isEqualTo(KILLED);
      teacher.clientKilled();
      kills++;
    }
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

  private static String told(int kills, ChaosBooks books) {
    return "%d kills, %d requests, %d answered again, %d in flight at most, faults %s"
        .formatted(kills, books.requests(), books.repeated(), books.mostInFlight(), books.faults());
  }

  private static Map<String, String> settings(Map<String, String> sample, ChaosTeacher teacher) {
    Map<String, String> settings = new TreeMap<>(sample);
    settings.put("spark.master", "local[2]");
    settings.put("ingest.group_size", "1");
    settings.put("generate.group_size", "4");
    settings.put("teachers.chaos.base_url", teacher.baseUrl());
    settings.put("teachers.chaos.model", "demo");
    settings.put("teachers.chaos.api_key_env", "SYNTH_TEST_KEY");
    settings.put("teachers.chaos.limits.concurrency", Integer.toString(CONCURRENCY));
    for (String role : List.of("actor", "writer", "judge", "reference")) {
      settings.put("roles." + role + ".teacher", "chaos");
    }
    return settings;
  }

  private Process start(RunContents run, Map<String, String> settings) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(SYNTH.toString(), "run", "--run", run.run().toString()));
    settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    builder.environment().put("SYNTH_TEST_KEY", key);
    return builder.start();
  }

  private Path output() {
    return folder.resolve("output.txt");
  }

  private void finish(Process process) throws Exception {
    try {
      assertThat(process.waitFor(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output())).isZero();
    } finally {
      process.destroyForcibly();
    }
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
