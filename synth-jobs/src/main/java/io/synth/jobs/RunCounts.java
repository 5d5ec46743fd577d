package io.synth.jobs;

import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.StageName;
import io.synth.model.StagedRow;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.report.Latencies;
import io.synth.report.Rejections;
import io.synth.report.Tally;
import io.synth.report.TokenLengths;
import io.synth.run.RunDataset;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;

/**
 * Everything that the report and the cards count, in one pass over each dataset, long columns
 * unread. What comes to the driver grows with the number of recipes and teachers, not with the
 * rows.
 */
final class RunCounts {
  /** A task, for counting; the amount is 1. */
  record OfTask(Capability capability, Language language, String recipe, String teacher)
      implements Serializable {}

  /** An attempt, for counting; the amount is 1. */
  record OfTrajectory(
      TeacherRole role,
      Trajectory.Status status,
      Capability capability,
      Language language,
      String recipe,
      String teacher,
      int length)
      implements Serializable {}

  /** A staged row, for counting; the amounts are 1 and its tokens. */
  record OfStaged(
      Capability capability, Language language, String recipe, String teacher, int length)
      implements Serializable {}

  /**
   * A check's verdicts, for counting; the amounts are passed, failed, not applicable, applicable
   * and the sum of the applicable scores in millionths.
   */
  record OfCheck(String check) implements Serializable {}

  /** A completion, for counting; the amounts are those of {@link #completions}. */
  record OfCompletion(String teacher, String model, TeacherRole role, String step, int latency)
      implements Serializable {}

  /** What a score of 1 and a cost of 1 USD count as: sums of whole numbers have no order. */
  static final double MILLIONTHS = 1e6;

  static final double BILLIONTHS = 1e9;
  private static final int DEPTH = 2;

  private final JobContext context;

  RunCounts(JobContext context) {
    this.context = context;
  }

  Tally<OfTask> tasks() {
    return tally(
        context.records(RunDataset.TASKS),
        (tally, task) ->
            tally.add(
                new OfTask(task.capability(), task.language(), task.recipe(), task.writer()), 1));
  }

  Tally<OfTrajectory> trajectories() {
    return tally(
        context.withoutLongColumns(RunDataset.TRAJECTORIES),
        (tally, one) ->
            tally.add(
                new OfTrajectory(
                    one.role(),
                    one.status(),
                    one.capability(),
                    one.language(),
                    one.recipe(),
                    one.teacher(),
                    TokenLengths.range(one.tokens())),
                1));
  }

  Map<StageName, Tally<OfStaged>> staged() {
    Map<StageName, Tally<OfStaged>> staged = new EnumMap<>(StageName.class);
    for (StageName stage : StageName.values()) {
      staged.put(stage, staged(stage));
    }
    return staged;
  }

  Tally<OfStaged> staged(StageName stage) {
    return tally(
        context.withoutLongColumns(StageRows.dataset(stage)),
        (tally, record) -> {
          StagedRow row = (StagedRow) record;
          return tally.add(
              new OfStaged(
                  row.capability(),
                  row.language(),
                  row.recipe(),
                  row.teacher(),
                  TokenLengths.range(row.tokens())),
              1,
              row.tokens());
        });
  }

  Tally<OfCheck> checks() {
    return tally(
        context.records(RunDataset.VERDICTS),
        (tally, verdict) -> {
          boolean applies = !verdict.code().equals("not_applicable");
          return tally.add(
              new OfCheck(verdict.check()),
              verdict.passed() && applies ? 1 : 0,
              verdict.passed() ? 0 : 1,
              applies ? 0 : 1,
              applies ? 1 : 0,
              applies ? Math.round(verdict.score() * MILLIONTHS) : 0);
        });
  }

  /**
   * Replies, prompt tokens, cached tokens, tokens stored in a cache, completion tokens, reasoning
   * tokens, cost in billionths of a USD, HTTP requests, calls taken over from another teacher, lost
   * attempts, their tokens, their cost in billionths of a USD, calls in batches.
   */
  Tally<OfCompletion> completions() {
    return tally(
        context.withoutLongColumns(RunDataset.COMPLETIONS),
        (tally, one) ->
            tally.add(
                new OfCompletion(
                    one.teacher(),
                    one.model(),
                    one.role(),
                    one.step(),
                    Latencies.range(one.latencyMs())),
                one.usage().calls(),
                one.promptTokens(),
                one.cachedTokens(),
                one.cacheWriteTokens(),
                one.completionTokens(),
                one.reasoningTokens(),
                Math.round(one.costUsd() * BILLIONTHS),
                one.attempts(),
                one.insteadOf().isEmpty() ? 0 : 1,
                one.lostCalls(),
                one.lostTokens(),
                Math.round(one.lostUsd() * BILLIONTHS),
                one.batch().isEmpty() ? 0 : 1));
  }

  Rejections rejections() {
    Rejections rejections =
        context
            .records(RunDataset.REJECTED_TASKS)
            .union(context.records(RunDataset.REJECTED_TRAJECTORIES))
            .treeAggregate(new Rejections(), Rejections::add, Rejections::plus, DEPTH);
    return rejections.plus(
        context
            .records(RunDataset.QUARANTINE)
            .treeAggregate(
                new Rejections(),
                (counted, row) -> counted.add(Ingest.STEP, row),
                Rejections::plus,
                DEPTH));
  }

  private static <T extends Record, K extends Record> Tally<K> tally(
      JavaRDD<T> rows, Function2<Tally<K>, T, Tally<K>> add) {
    return rows.treeAggregate(new Tally<K>(), add, Tally::plus, DEPTH);
  }
}
