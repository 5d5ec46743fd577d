package io.synth.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code synth curate}. */
@Command(
    name = "curate",
    description = "Verdicts to accepted trajectories: select, and say why the others are rejected.")
final class CurateCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return options.drive("curate");
  }
}
