package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.config.ConfigLoader;
import io.synth.estimate.Prediction;
import io.synth.model.Completion;
import io.synth.model.Quarantined;
import io.synth.model.Trajectory;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import io.synth.run.RunFolder;
import io.synth.run.StepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow on a few sample seeds, with the demo teacher and its faults. */
class MainJobTest {
  private static final int OF_EACH_KIND = 2;

  @TempDir private static Path folder;

  private static Map<String, String> settings = Map.of();
  private static Path first = Path.of("");

  @BeforeAll
  static void runOnce() throws IOException {
    settings = SampleSeeds.settings(folder, OF_EACH_KIND);
    first = folder.resolve("first");
    run(first, Map.of("spark.master", "local[1]"));
  }

  @Test
  void booksBalanceAndEveryStageHasRows() throws IOException {
    RunFolder run = RunFolder.at(first.toString(), new Configuration());
    for (String step : Flow.STEPS) {
      StepRecord record = run.step(step).orElseThrow();
      assertThat(record.complete()).as(step).isTrue();
      assertThat(record.books()).allMatch(Book::balanced);
    }
    assertThat(new RunContents(first).rows(RunDataset.SFT)).isNotEmpty();
    assertThat(new RunContents(first).rows(RunDataset.MID_TRAINING)).isNotEmpty();
    assertThat(new RunContents(first).rows(RunDataset.RL)).isNotEmpty();
    assertThat(first.resolve("report/index.html")).content().contains("Synth run report");
  }

  @Test
  void brokenLinesAreQuarantinedWithLineAndReason() throws IOException {
    List<Quarantined> quarantined = new RunContents(first).rows(RunDataset.QUARANTINE);
    int lines = 5 * OF_EACH_KIND;
    assertThat(quarantined)
        .extracting(Quarantined::line, Quarantined::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple((long) lines + 1, "invalid_json"),
            org.assertj.core.groups.Tuple.tuple((long) lines + 3, "schema"),
            org.assertj.core.groups.Tuple.tuple((long) lines + 4, "duplicate"));
    assertThat(new RunContents(first).rows(RunDataset.SEEDS))
        .hasSize(SampleSeeds.lines(OF_EACH_KIND) - 3);
  }

  @Test
  void whatWasPredictedIsToldBesideWhatCameOfIt() throws IOException {
    List<String> told = Files.readAllLines(first.resolve("report/prediction.txt"));
    assertThat(told.get(0))
        .isEqualTo("Predicted from the sample run with the demo teacher when the run started.");
    assertThat(told)
        .extracting(line -> line.replaceFirst(":.*", ""))
        .endsWith("ingest", "generate", "check", "all");
    int calls = new RunContents(first).rows(RunDataset.COMPLETIONS).size();
    assertThat(told.get(4)).startsWith(String.format("all: %,d calls (predicted ", calls));
    assertThat(first.resolve("report/index.html")).content().contains(told.get(0));
  }

  /** Their prompts begin alike: a server may still have what it read for the one before. */
  @Test
  void attemptsAtATaskAreWorkedOnTogether() throws IOException {
    List<String> tasks =
        new RunContents(first)
            .rows(RunDataset.TRAJECTORIES).stream().map(Trajectory::taskId).toList();
    long turns =
        IntStream.range(1, tasks.size())
            .filter(i -> !tasks.get(i).equals(tasks.get(i - 1)))
            .count();
    assertThat(turns + 1).isEqualTo(tasks.stream().distinct().count()).isLessThan(tasks.size());
  }

  @Test
  void rowsAreTheSameAtAnyParallelism() throws IOException {
    Path other = folder.resolve("parallel");
    run(
        other,
        Map.of(
            "spark.master", "local[4]",
            "ingest.parallel", "2",
            "generate.parallel", "3",
            "check.parallel", "1"));
    assertSameRows(other);
  }

  @Test
  void aSpentBudgetEndsTheRunAndALargerOneFinishesItWithoutAskingTwice() throws IOException {
    Path run = folder.resolve("budget");
    Map<String, String> small = Map.of("budget.calls", "60", "spark.master", "local[2]");
    assertThatThrownBy(() -> run(run, small))
        .isInstanceOfSatisfying(
            SynthException.class, e -> assertThat(e.code()).isEqualTo(SynthException.Code.BUDGET))
        .hasMessageContaining("what is done is kept. The same command goes on from there.");
    Prediction predicted = prediction(run);
    run(run, Map.of("spark.master", "local[2]"));
    assertThat(prediction(run)).as("the first one stays").isEqualTo(predicted.whenResumed());
    assertThat(run.resolve("report/prediction.txt")).content().contains("started again since");
    assertSameRows(run);
    Set<String> calls = new HashSet<>();
    for (Completion completion : new RunContents(run).journal()) {
      assertThat(calls.add(completion.itemId() + completion.fingerprint()))
          .as("asked twice: %s", completion.itemId())
          .isTrue();
    }
    assertThat(calls).hasSameSizeAs(new RunContents(first).rows(RunDataset.COMPLETIONS));
  }

  @Test
  void aLostGroupIsMadeAgainFromTheJournal() throws IOException {
    Path run = folder.resolve("lost");
    run(run, Map.of());
    int before = new RunContents(run).journal().size();
    try (Stream<Path> parts = Files.list(run.resolve("trajectories"))) {
      Files.delete(parts.sorted().findFirst().orElseThrow());
    }
    run(run, Map.of());
    assertSameRows(run);
    assertThat(new RunContents(run).journal()).hasSize(before);
  }

  private static Prediction prediction(Path run) throws IOException {
    return Prediction.ofJson(Files.readString(run.resolve("prediction.json")), "prediction.json");
  }

  private static void assertSameRows(Path other) throws IOException {
    new RunContents(other).assertSameRows(new RunContents(first));
  }

  private static void run(Path run, Map<String, String> own) throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(own);
    try (RunDriver driver =
        new RunDriver(new ConfigLoader().load(null, all), run.toString(), true)) {
      driver.run(null);
    }
  }
}
