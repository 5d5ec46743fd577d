package io.synth.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code synth ingest}. */
@Command(
    name = "ingest",
    description = "Seeds to tasks: validate the seed file, let the recipes make tasks.")
final class IngestCommand implements Callable<Integer> {
  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() throws Exception {
    return options.drive("ingest");
  }
}
