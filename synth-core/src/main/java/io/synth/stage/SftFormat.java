package io.synth.stage;

import io.synth.model.Accepted;
import io.synth.model.ContentHash;
import io.synth.model.Message;
import io.synth.model.Sft;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import java.util.List;

/**
 * The canonical layout for supervised fine-tuning: one row per trajectory, the whole conversation
 * with reasoning, calls and results. Content is never null, arguments and tools are JSON in
 * strings, and the last turn is the assistant's, which {@code protocol_shape} has checked.
 */
final class SftFormat implements StageFormat<Sft> {
  @Override
  public StageName stage() {
    return StageName.SFT;
  }

  @Override
  public Class<Sft> rowType() {
    return Sft.class;
  }

  @Override
  public List<Sft> rows(
      Accepted accepted, Task task, Trajectory trajectory, List<Verdict> verdicts) {
    List<Message> messages = trajectory.messages();
    if (messages.isEmpty() || messages.get(messages.size() - 1).role() != Message.Role.ASSISTANT) {
      throw new IllegalArgumentException(
          "trajectory "
              + trajectory.trajectoryId()
              + " does not end with the assistant: the check protocol_shape must run before");
    }
    return List.of(
        new Sft(
            ContentHash.id("sft", trajectory.trajectoryId()),
            messages.stream().map(TrainingText::of).toList(),
            trajectory.tools().isBlank() ? "[]" : TrainingText.of(trajectory.tools()),
            trajectory.tokens(),
            trajectory.steps(),
            trajectory.toolCalls(),
            trajectory.toolErrors(),
            accepted.score(),
            accepted.checks(),
            trajectory.seedId(),
            trajectory.taskId(),
            trajectory.trajectoryId(),
            trajectory.capability(),
            trajectory.recipe(),
            trajectory.language(),
            trajectory.teacher(),
            trajectory.model()));
  }
}
