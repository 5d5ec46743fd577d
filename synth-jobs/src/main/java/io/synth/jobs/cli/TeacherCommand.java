package io.synth.jobs.cli;

import io.synth.SynthException;
import io.synth.config.SynthConfig;
import io.synth.jobs.TeacherCheck;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code synth teacher}: what concerns teachers. */
@Command(
    name = "teacher",
    description = "Look at teachers.",
    subcommands = TeacherCommand.Check.class)
final class TeacherCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Name a command: check");
  }

  /** {@code synth teacher check}. */
  @Command(
      name = "check",
      description = "Try by a few small calls what each configured teacher can do.")
  static final class Check implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();

    @Parameters(
        paramLabel = "NAME",
        arity = "0..1",
        description = "Teacher to try; all that are configured where none is named.")
    private @Nullable String name;

    @Override
    public Integer call() throws Exception {
      Logging.toNowhere();
      SynthConfig loaded = config.load();
      return TeacherCheck.run(loaded, name, System.out)
          ? 0
          : SynthException.Code.TEACHER.exitCode();
    }
  }
}
