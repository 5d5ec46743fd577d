package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** {@code scripts/synth run}, one process that does it all. */
final class ChaosOnOneMachine implements ChaosHost {
  private static final Path SYNTH = Path.of("..", "scripts", "synth").toAbsolutePath().normalize();
  private static final int KILLED = 137;

  private final File output;
  private final String key;

  ChaosOnOneMachine(Path folder, String key) {
    this.output = folder.resolve("output.txt").toFile();
    this.key = key;
  }

  @Override
  public Process start(Path run, Map<String, String> settings) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(SYNTH.toString(), "run", "--run", run.toString()));
    command.addAll(List.of("--set", "spark.master=local[2]"));
    settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
    builder.environment().put("SYNTH_TEST_KEY", key);
    return builder.start();
  }

  @Override
  public String strike(Process process, SplittableRandom random, ChaosTeacher teacher)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    process.destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(KILLED);
    teacher.clientKilled(from);
    return "process";
  }

  @Override
  public void close() {}
}
