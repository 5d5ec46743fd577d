package io.synth.stage;

import io.synth.model.Accepted;
import io.synth.model.ContentHash;
import io.synth.model.MidTraining;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents for mid-training (the report's two contexts). For 32k, without tool calls:
 *
 * <ul>
 *   <li>{@code report}: request and report, the reference report too where the task has one
 *   <li>{@code plan}: request and plan, where the task has a plan
 *   <li>{@code question_answer}: passages, question, answer, where the answer is known
 *   <li>{@code verification}: paragraph, conclusions, sources, where the task has claims
 * </ul>
 *
 * For 128k, with tool calls: {@code trajectory}, the whole as {@link TrajectoryText}. The id is
 * made from kind and text, so plans and reference reports, which come with every trajectory of a
 * task, have the same id: the writer of the stage keeps the one of the smallest trajectory id. A
 * document longer than its context is left out, for a trainer would cut it.
 */
final class MidTrainingFormat implements StageFormat<MidTraining> {
  private static final int SHORT_TOKENS = 32_768;
  private static final int LONG_TOKENS = 131_072;

  private final Tokenizer tokenizer;

  MidTrainingFormat(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  @Override
  public StageName stage() {
    return StageName.MID_TRAINING;
  }

  @Override
  public Class<MidTraining> rowType() {
    return MidTraining.class;
  }

  @Override
  public List<MidTraining> rows(
      Accepted accepted, Task task, Trajectory trajectory, List<Verdict> verdicts) {
    List<MidTraining> rows = new ArrayList<>();
    new ShortDocuments(task, trajectory, text -> tokens(text) <= SHORT_TOKENS)
        .byKind()
        .forEach(
            (kind, documents) ->
                documents.forEach(text -> rows.add(row(kind, text, false, task, trajectory))));
    if (trajectory.toolCalls() > 0) {
      String text = TrajectoryText.of(trajectory);
      if (tokens(text) <= LONG_TOKENS) {
        rows.add(row("trajectory", text, true, task, trajectory));
      }
    }
    return rows;
  }

  private int tokens(String text) {
    return tokenizer.count(TrainingText.of(text));
  }

  private MidTraining row(
      String kind, String text, boolean hasTools, Task task, Trajectory trajectory) {
    String safe = TrainingText.of(text);
    return new MidTraining(
        ContentHash.id("mid_training", kind, safe),
        safe,
        kind,
        hasTools ? "128k" : "32k",
        hasTools,
        tokenizer.count(safe),
        task.seedId(),
        task.taskId(),
        trajectory.trajectoryId(),
        task.capability(),
        task.recipe(),
        task.language(),
        trajectory.teacher(),
        trajectory.model());
  }
}
