package io.synth.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code synth check}. */
@Command(name = "check", description = "Trajectories to verdicts: run the checks.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return options.drive("check");
  }
}
