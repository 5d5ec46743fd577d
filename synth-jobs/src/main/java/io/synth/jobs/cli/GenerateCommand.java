package io.synth.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code synth generate}. */
@Command(
    name = "generate",
    description = "Tasks to trajectories: teachers act the tasks out with tools.")
final class GenerateCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return options.drive("generate");
  }
}
