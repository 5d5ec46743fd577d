package io.synth.jobs.cli;

import io.synth.jobs.RunDriver;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that run jobs. */
final class RunOptions {
  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = {"-r", "--run"},
      paramLabel = "DIR",
      description =
          "Folder of the run; a run that is there goes on. Default: runs/NAME, after the configuration or seed file.")
  private @Nullable String run;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print errors only.")
  private boolean quiet;

  /** Runs the flow, or one step of it. */
  int drive(@Nullable String step) throws Exception {
    return drive(step, List.of());
  }

  /**
   * The same.
   *
   * @param from earlier runs to predict it from
   */
  int drive(@Nullable String step, List<String> from) throws Exception {
    String folder = run == null ? "runs/" + config.runName() : run;
    Logging.toFile(folder);
    Path kept = Path.of(folder, RunDriver.CONFIG_FILE);
    boolean own = !folder.contains(":/") && kept.toFile().exists();
    try (RunDriver driver =
        new RunDriver(config.load(own && step != null ? kept : null), folder, quiet)) {
      driver.predictedFrom(from).run(step);
    }
    return 0;
  }
}
