package io.synth.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.synth.SynthException;
import io.synth.jobs.Failures;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line of Synth. */
@Command(
    name = "synth",
    version = "synth 0.1.0",
    mixinStandardHelpOptions = true,
    description = "Turns seed research tasks into training data for deep-research agents.",
    subcommands = {
      RunCommand.class,
      IngestCommand.class,
      GenerateCommand.class,
      CheckCommand.class,
      CurateCommand.class,
      StageCommand.class,
      ReportCommand.class,
      ShowCommand.class,
      SeedsCommand.class,
      CorpusCommand.class,
      TeacherCommand.class,
      EstimateCommand.class,
      JournalCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the job failed; the message and RUN/logs/spark.log say why",
      "2:the command line is wrong",
      "3:the configuration is wrong; nothing was started",
      "4:the input data is wrong as a whole",
      "5:a teacher cannot be reached, or refuses all calls; the run can be resumed",
      "6:the budget is spent; the run can be resumed with a larger one"
    },
    footer = {"", "Start with: synth run --config sample-data/synth.yaml"})
public final class Synth {
  private static final int WIDTH = 80;

  private Synth() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command; returns its exit code. */
  static int run(String... args) {
    CommandLine line =
        line(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8));
    return args.length == 0 ? line.execute("--help") : line.execute(args);
  }

  /** The command line with its output and errors going to these. */
  static CommandLine line(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Synth());
    line.setUsageHelpWidth(WIDTH);
    for (CommandLine command : line.getSubcommands().values()) {
      standard(command);
    }
    line.setOut(out);
    line.setErr(err);
    // Errors, too, are told in a line: Hadoop throws one where the disk is full.
    line.setExecutionStrategy(
        parsed -> {
          try {
            return new CommandLine.RunLast().execute(parsed);
          } catch (Error e) {
            throw new CommandLine.ExecutionException(
                parsed.commandSpec().commandLine(), e.toString(), e);
          }
        });
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          SynthException failure = Failures.explain(exception);
          command
              .getErr()
              .println(command.getColorScheme().errorText("error: " + failure.getMessage()));
          return failure.code().exitCode();
        });
    return line;
  }

  private static void standard(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.width(WIDTH);
    if (!command.getCommandSpec().mixins().containsKey("mixinStandardHelpOptions")) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
    }
    command.getSubcommands().values().forEach(Synth::standard);
  }
}
