package io.synth.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code synth stage}. */
@Command(
    name = "stage",
    description = "Accepted trajectories to the mid-training, SFT and RL datasets.")
final class StageCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return options.drive("stage");
  }
}
