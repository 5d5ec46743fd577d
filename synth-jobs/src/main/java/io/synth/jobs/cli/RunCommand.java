package io.synth.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code synth run}. */
@Command(
    name = "run",
    description = {
      "Run the whole flow: seeds to tasks, trajectories, verdicts, accepted, stages, report.",
      "A run that was stopped goes on where it was; nothing that was paid for is asked again."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return options.drive(null);
  }
}
