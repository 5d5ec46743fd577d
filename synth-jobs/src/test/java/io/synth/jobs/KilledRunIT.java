package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.run.RunDataset;
import io.synth.run.StepRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a process of its own, killed with SIGKILL and started again. */
class KilledRunIT {
  private static final Path SYNTH = Path.of("..", "scripts", "synth").toAbsolutePath().normalize();
  private static final long PATIENCE_MS = Duration.ofMinutes(8).toMillis();

  @TempDir private Path folder;

  @Test
  void aKilledRunGoesOnWhereItWasAndEndsWithTheSameRows() throws Exception {
    RunContents undisturbed = new RunContents(folder.resolve("undisturbed"));
    RunContents killed = new RunContents(folder.resolve("killed"));
    List<String> settings = settings();
    finish(start(undisturbed, settings));

    killHalfway(start(killed, settings), killed, Ingest.STEP, RunDataset.TASKS);
    Map<Path, FileTime> tasks = parts(killed, RunDataset.TASKS);
    killHalfway(start(killed, settings), killed, Generate.STEP, RunDataset.TRAJECTORIES);
    Map<Path, FileTime> trajectories = parts(killed, RunDataset.TRAJECTORIES);
    int paid = killed.journal().size();
    finish(start(killed, settings));

    killed.assertSameRows(undisturbed);
    killed.assertNothingAskedTwice();
    assertThat(killed.journal()).hasSameSizeAs(undisturbed.journal()).hasSizeGreaterThan(paid);
    assertThat(parts(killed, RunDataset.TASKS)).containsAllEntriesOf(tasks);
    assertThat(parts(killed, RunDataset.TRAJECTORIES)).containsAllEntriesOf(trajectories);
  }

  /** Slow enough to be met halfway. */
  private List<String> settings() throws IOException {
    Map<String, String> settings = new TreeMap<>(SampleSeeds.settings(folder, 1));
    settings.put("spark.master", "local[2]");
    settings.put("ingest.group_size", "1");
    settings.put("generate.group_size", "4");
    settings.put("generate.rollouts", "1");
    settings.put("ingest.parallel", "2");
    settings.put("generate.parallel", "2");
    settings.put("demo.slow", "1");
    settings.put("demo.slow_millis", "100");
    List<String> options = new ArrayList<>();
    settings.forEach((key, value) -> options.addAll(List.of("--set", key + "=" + value)));
    return options;
  }

  private Process start(RunContents run, List<String> settings) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(SYNTH.toString(), "run", "--run", run.run().toString()));
    command.addAll(settings);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
        .start();
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

  /** Kills it once some groups of a step are committed and some are not. */
  private void killHalfway(Process process, RunContents run, String step, RunDataset<?> dataset)
      throws Exception {
    try {
      long waited = 0;
      while (!halfway(run, step, dataset) && waited < PATIENCE_MS) {
        assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
            .as("%s", Files.readString(output()))
            .isFalse();
        waited += 20;
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isEqualTo(137);
    Optional<StepRecord> record = run.folder().step(step);
    assertThat(record).isPresent();
    assertThat(record.orElseThrow().complete()).isFalse();
    assertThat(parts(run, dataset)).hasSizeBetween(1, record.orElseThrow().groups() - 1);
    assertThat(run.journal()).anyMatch(completion -> completion.step().equals(step));
  }

  private static boolean halfway(RunContents run, String step, RunDataset<?> dataset)
      throws IOException {
    return !parts(run, dataset).isEmpty()
        && run.journal().stream().anyMatch(completion -> completion.step().equals(step));
  }

  /** The committed groups of a dataset, and when they came to be. */
  private static Map<Path, FileTime> parts(RunContents run, RunDataset<?> dataset)
      throws IOException {
    Map<Path, FileTime> parts = new TreeMap<>();
    for (org.apache.hadoop.fs.Path part : run.folder().parts(dataset)) {
      Path file = Path.of(part.toUri());
      parts.put(file, Files.getLastModifiedTime(file));
    }
    return parts;
  }
}
