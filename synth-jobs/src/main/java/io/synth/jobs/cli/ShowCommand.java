package io.synth.jobs.cli;

import io.synth.SynthException;
import io.synth.jobs.RunReader;
import io.synth.model.Accepted;
import io.synth.model.Rejected;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.report.ShownTrajectory;
import io.synth.report.TerminalStyle;
import io.synth.report.TrajectoryText;
import io.synth.run.RunDataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code synth show}: one trajectory in the terminal. */
@Command(
    name = "show",
    description = {
      "Show one trajectory of a run, readable in a terminal.",
      "Without an ID, lists trajectories that the options choose."
    })
final class ShowCommand implements Callable<Integer> {
  private static final int COLUMNS = 100;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-r", "--run"},
      paramLabel = "DIR",
      required = true,
      description = "Folder of the run.")
  private String run = "";

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "Id of the trajectory, or its first digits.")
  private @Nullable String id;

  @Option(names = "--rejected", description = "List rejected trajectories, with the reason.")
  private boolean rejected;

  @Option(
      names = "--capability",
      paramLabel = "NAME",
      description = "List those of one capability.")
  private @Nullable String capability;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20",
      description = "List the first N (default: 20).")
  private int most;

  @Option(names = "--full", description = "Show long tool results whole.")
  private boolean full;

  @Option(
      names = "--columns",
      paramLabel = "N",
      description = "Width (default: the terminal's, else 100).")
  private @Nullable Integer columns;

  @Option(
      names = "--no-color",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Colours, or none.")
  private boolean color;

  @Override
  public Integer call() throws IOException {
    Logging.toNowhere();
    RunReader reader = RunReader.open(run);
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    if (id == null) {
      list(reader, out);
    } else {
      show(reader, id, out);
    }
    out.flush();
    return 0;
  }

  private void show(RunReader reader, String wanted, PrintWriter out) throws IOException {
    Trajectory trajectory =
        reader
            .first(RunDataset.TRAJECTORIES, row -> row.trajectoryId().startsWith(wanted))
            .orElseThrow(
                () ->
                    new SynthException(
                        SynthException.Code.USAGE,
                        "no trajectory of "
                            + run
                            + " has an id that begins with '"
                            + wanted
                            + "'; `synth show --run "
                            + run
                            + "` lists some"));
    String full = trajectory.trajectoryId();
    Optional<Task> task =
        reader.first(RunDataset.TASKS, row -> row.taskId().equals(trajectory.taskId()));
    List<Verdict> verdicts =
        reader.all(RunDataset.VERDICTS, row -> row.trajectoryId().equals(full), 1_000);
    Optional<Accepted> accepted =
        reader.first(RunDataset.ACCEPTED, row -> row.trajectoryId().equals(full));
    Optional<Rejected> refused =
        reader.first(RunDataset.REJECTED_TRAJECTORIES, row -> row.id().equals(full));
    out.print(
        TrajectoryText.of(
            new ShownTrajectory(
                trajectory,
                task.orElse(null),
                verdicts,
                accepted.orElse(null),
                refused.orElse(null)),
            new TerminalStyle(
                width(), color && System.getenv("NO_COLOR") == null && terminal(), this.full)));
  }

  private void list(RunReader reader, PrintWriter out) throws IOException {
    if (rejected) {
      List<Rejected> rows =
          reader.all(
              RunDataset.REJECTED_TRAJECTORIES,
              row ->
                  capability == null
                      || (row.capability() != null && row.capability().label().equals(capability)),
              most);
      for (Rejected row : rows) {
        out.println(
            row.id()
                + "  "
                + row.recipe()
                + "  "
                + row.check()
                + " "
                + row.code()
                + ": "
                + firstLine(row.reason()));
      }
      if (rows.isEmpty()) {
        out.println("No such trajectory is rejected.");
      }
      return;
    }
    List<Accepted> rows =
        reader.all(
            RunDataset.ACCEPTED,
            row -> capability == null || row.capability().label().equals(capability),
            most);
    for (Accepted row : rows) {
      out.println(
          row.trajectoryId()
              + "  "
              + row.capability().label()
              + "  "
              + row.language().label()
              + "  score "
              + Math.round(row.score() * 100) / 100.0
              + "  "
              + row.stages().stream().map(stage -> stage.label()).toList());
    }
    if (rows.isEmpty()) {
      out.println("No such trajectory is accepted; --rejected lists those that are not.");
    }
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return io.synth.text.DisplayWidth.cut(line, COLUMNS);
  }

  private int width() {
    if (columns != null) {
      return columns;
    }
    String told = System.getProperty("synth.columns", System.getenv("COLUMNS"));
    return told != null && told.matches("[0-9]{2,4}") ? Integer.parseInt(told) : COLUMNS;
  }

  private static boolean terminal() {
    return Boolean.getBoolean("synth.stdout.terminal");
  }
}
