package io.synth.report;

import io.synth.model.Lost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a run that its report shows: plain numbers and words, counted by the caller. Every
 * list may be empty; a run that rejected everything is a valid report. Immutable.
 *
 * @param run which run it is
 * @param warnings sentences to show first, e.g. that rows of a demo teacher are not for training
 * @param funnel the way from seeds to staged rows, in order
 * @param books rows in and out of every step, in order
 * @param rejections what was rejected, grouped by step, check and code
 * @param checks verdicts of every check, in order
 * @param mixes how tasks, trajectories and accepted trajectories divide, one entry a dimension
 * @param histograms token lengths, one entry a dataset
 * @param teachers what was asked of every teacher, model, role and step
 * @param prediction what was predicted of that; null where nothing was
 * @param stages the staged datasets
 * @param times how long every step took, in order
 */
public record ReportData(
    Run run,
    List<String> warnings,
    List<FunnelStage> funnel,
    List<StepBooks> books,
    List<Rejection> rejections,
    List<CheckTally> checks,
    List<Mix> mixes,
    List<Histogram> histograms,
    List<TeacherUsage> teachers,
    @Nullable PredictionOutcome prediction,
    List<StageSize> stages,
    List<StepTime> times) {
  public ReportData {
    warnings = List.copyOf(warnings);
    funnel = List.copyOf(funnel);
    books = List.copyOf(books);
    rejections = List.copyOf(rejections);
    checks = List.copyOf(checks);
    mixes = List.copyOf(mixes);
    histograms = List.copyOf(histograms);
    teachers = List.copyOf(teachers);
    stages = List.copyOf(stages);
    times = List.copyOf(times);
  }

  /** Starts a report. Every list is empty by default. */
  public static Builder builder(Run run) {
    return new Builder(run);
  }

  /**
   * Which run it is.
   *
   * @param id the run's id; may be empty
   * @param folder the run's folder, by name
   * @param when ISO 8601 date and time; empty where it should not be told
   * @param settings the configuration in short, in the order to show
   */
  public record Run(String id, String folder, String when, List<Setting> settings) {
    public Run {
      settings = List.copyOf(settings);
    }
  }

  /** One line of the configuration; never a secret. */
  public record Setting(String key, String value) {}

  /**
   * One stage of the funnel.
   *
   * @param name e.g. {@code Passed checks}
   * @param unit what is counted, in the plural, e.g. {@code trajectories}
   * @param count how many reached this stage
   * @param lost how many were lost on the way from the stage before; 0 where the unit changes and
   *     nothing was rejected
   */
  public record FunnelStage(String name, String unit, long count, long lost) {}

  /** The books of one step: rows in = rows out + rejected + quarantined. */
  public record StepBooks(
      String step, long in, long out, long rejected, long quarantined, boolean balanced) {
    /** Books that tell themselves whether they balance. */
    public static StepBooks of(String step, long in, long out, long rejected, long quarantined) {
      return new StepBooks(
          step, in, out, rejected, quarantined, in == out + rejected + quarantined);
    }

    /** Rows that are neither out nor rejected nor quarantined; negative when there are too many. */
    public long missing() {
      return in - out - rejected - quarantined;
    }
  }

  /**
   * Items rejected for the same reason.
   *
   * @param step the job that rejected them
   * @param check the check that failed; empty where none had a part
   * @param code why, as a code
   * @param examples a few of them; up to 3 are shown
   */
  public record Rejection(
      String step, String check, String code, long count, List<Example> examples) {
    public Rejection {
      examples = List.copyOf(examples);
    }
  }

  /** A rejected item and the sentence that says why. */
  public record Example(String id, String reason) {}

  /**
   * Verdicts of one check.
   *
   * @param notApplicable verdicts that passed because the check had nothing to say
   * @param meanScore mean over the applicable verdicts, 0 to 1; null where there is none
   */
  public record CheckTally(
      String check, long passed, long failed, long notApplicable, @Nullable Double meanScore) {}

  /**
   * How the rows divide along one dimension.
   *
   * @param dimension e.g. {@code capability}
   */
  public record Mix(String dimension, List<Share> shares) {
    public Mix {
      shares = List.copyOf(shares);
    }
  }

  /** Rows of one value of a dimension. */
  public record Share(String value, long tasks, long trajectories, long accepted) {}

  /** Lengths of a dataset's rows. The unit of the bounds is tokens. */
  public record Histogram(String label, List<Bucket> buckets) {
    public Histogram {
      buckets = List.copyOf(buckets);
    }
  }

  /**
   * Rows with a length in a range of tokens.
   *
   * @param lower inclusive
   * @param upper exclusive; {@link Long#MAX_VALUE} for an open end
   */
  public record Bucket(long lower, long upper, long count) {}

  /**
   * What was asked of one teacher and model in one role.
   *
   * @param calls replies that came
   * @param lost attempts without a usable reply that may have been charged
   * @param cachedTokens part of the prompt tokens, read from the server's prompt cache
   * @param cacheWriteTokens part of the prompt tokens, stored in it
   * @param reasoningTokens part of the completion tokens
   * @param costUsd USD, without what was lost; 0 where no price is set
   * @param attempts HTTP requests made, retries included
   * @param takenOver calls of items that it took over from another teacher
   * @param batched calls that batches brought
   * @param latencyP50Ms median, milliseconds; null where unknown
   * @param latencyP95Ms 95th percentile, milliseconds; null where unknown
   */
  public record TeacherUsage(
      String teacher,
      String model,
      String role,
      String step,
      long calls,
      Lost lost,
      long promptTokens,
      long cachedTokens,
      long cacheWriteTokens,
      long completionTokens,
      long reasoningTokens,
      double costUsd,
      long attempts,
      long takenOver,
      long batched,
      @Nullable Long latencyP50Ms,
      @Nullable Long latencyP95Ms) {}

  /**
   * What was predicted when the run first started, and what came of it.
   *
   * @param basis what it was predicted from
   * @param resumed whether the run was started again since
   * @param lines by step, role and teacher
   */
  public record PredictionOutcome(String basis, boolean resumed, List<PredictedUse> lines) {
    public PredictionOutcome {
      lines = List.copyOf(lines);
    }
  }

  /** One step's calls of a teacher in a role: predicted and actual. */
  public record PredictedUse(
      String step, String role, String teacher, Amount predicted, Amount actual) {}

  /**
   * An amount of calls.
   *
   * @param tokens input and output
   * @param usd cost, USD
   */
  public record Amount(long calls, long tokens, double usd) {
    public static final Amount NONE = new Amount(0, 0, 0);

    /** The sum of both. */
    public Amount plus(Amount other) {
      return new Amount(calls + other.calls, tokens + other.tokens, usd + other.usd);
    }
  }

  /** A staged dataset; the folder is relative to the run's. */
  public record StageSize(String stage, long rows, long tokens, String folder) {}

  /** How long a step took, in milliseconds. */
  public record StepTime(String step, long milliseconds) {}

  /** Collects the parts of a report. */
  public static final class Builder {
    private final Run run;
    private List<String> warnings = List.of();
    private List<FunnelStage> funnel = List.of();
    private List<StepBooks> books = List.of();
    private List<Rejection> rejections = List.of();
    private List<CheckTally> checks = List.of();
    private List<Mix> mixes = List.of();
    private List<Histogram> histograms = List.of();
    private List<TeacherUsage> teachers = List.of();
    private @Nullable PredictionOutcome prediction;
    private List<StageSize> stages = List.of();
    private List<StepTime> times = List.of();

    private Builder(Run run) {
      this.run = run;
    }

    public Builder warnings(List<String> warnings) {
      this.warnings = warnings;
      return this;
    }

    public Builder funnel(List<FunnelStage> funnel) {
      this.funnel = funnel;
      return this;
    }

    public Builder books(List<StepBooks> books) {
      this.books = books;
      return this;
    }

    public Builder rejections(List<Rejection> rejections) {
      this.rejections = rejections;
      return this;
    }

    public Builder checks(List<CheckTally> checks) {
      this.checks = checks;
      return this;
    }

    public Builder mixes(List<Mix> mixes) {
      this.mixes = mixes;
      return this;
    }

    public Builder histograms(List<Histogram> histograms) {
      this.histograms = histograms;
      return this;
    }

    public Builder teachers(List<TeacherUsage> teachers) {
      this.teachers = teachers;
      return this;
    }

    public Builder prediction(@Nullable PredictionOutcome prediction) {
      this.prediction = prediction;
      return this;
    }

    public Builder stages(List<StageSize> stages) {
      this.stages = stages;
      return this;
    }

    public Builder times(List<StepTime> times) {
      this.times = times;
      return this;
    }

    public ReportData build() {
      return new ReportData(
          run,
          warnings,
          funnel,
          books,
          rejections,
          checks,
          mixes,
          histograms,
          teachers,
          prediction,
          stages,
          times);
    }
  }
}
