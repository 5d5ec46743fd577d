package io.synth.jobs.cli;

import io.synth.config.SynthConfig;
import io.synth.estimate.Estimate;
import io.synth.jobs.RunEstimate;
import io.synth.model.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code synth estimate}. */
@Command(
    name = "estimate",
    description = {
      "Predict calls, tokens and cost of a run before it starts.",
      "Run a few of the seeds first and name that run with --from: every teacher reasons, and every"
          + " corpus reads, at its own length."
    })
final class EstimateCommand implements Callable<Integer> {
  private static final String LINE = "%-9s %-10s %-16s %9s %14s %14s %12s %10s%n";

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Folder of a finished run with the same teachers; may be given several times. Default: the"
              + " sample run's figures, which give an order of magnitude.")
  private List<String> from = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Logging.toNowhere();
    SynthConfig loaded = config.load();
    Estimate estimate = RunEstimate.of(loaded, from);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%,d seeds, about %,d tasks and %,d attempts at them; from %s%n%n",
        estimate.seeds(),
        estimate.tasks(),
        estimate.attempts(),
        from.isEmpty() ? "the sample run with the demo teacher" : String.join(", ", from));
    out.printf(
        Locale.ROOT,
        LINE,
        "step",
        "role",
        "teacher",
        "calls",
        "input",
        "of it cached",
        "output",
        "USD");
    for (Estimate.Line of : estimate.lines()) {
      line(out, of.part().step(), of.part().role().label(), of.teacher(), of.usage());
    }
    Usage total = estimate.total();
    line(out, "all", "", "", total);
    warn(out, "budget.usd", loaded.budget().usd(), total.costUsd());
    warn(
        out,
        "budget.tokens",
        loaded.budget().tokens(),
        (double) (total.promptTokens() + total.completionTokens()));
    warn(out, "budget.calls", loaded.budget().calls(), total.calls());
    out.flush();
    return 0;
  }

  private static void line(PrintWriter out, String step, String role, String teacher, Usage usage) {
    out.printf(
        Locale.ROOT,
        LINE,
        step,
        role,
        teacher,
        count(usage.calls()),
        count(usage.promptTokens()),
        count(usage.cachedTokens()),
        count(usage.completionTokens()),
        String.format(Locale.ROOT, "%.2f", usage.costUsd()));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static void warn(PrintWriter out, String key, @Nullable Number most, double predicted) {
    if (most != null && predicted > most.doubleValue()) {
      out.printf(
          Locale.ROOT,
          "%n%s is %s: the run would stop after about %.0f %% of its calls; it can go on with a"
              + " larger one%n",
          key,
          most,
          100 * most.doubleValue() / predicted);
    }
  }
}
