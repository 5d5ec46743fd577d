package io.synth.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code synth run}. */
@Command(
    name = "run",
    description = {
      "Run the whole flow: seeds to tasks, trajectories, verdicts, accepted, stages, report.",
      "A run that was stopped goes on where it was; nothing that was paid for is asked again."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Folder of a finished run to predict this one from, which its report shows beside the"
              + " outcome; may be given several times. Default: the sample run.")
  private List<String> from = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return options.drive(null, from);
  }
}
