package io.synth.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.Accepted;
import io.synth.model.ContentHash;
import io.synth.model.ExtraInfo;
import io.synth.model.Message;
import io.synth.model.RewardModel;
import io.synth.model.Rl;
import io.synth.model.RubricItem;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prompts for reinforcement learning, with what their reward needs, in the columns that verl and
 * open-instruct read. A row is of the task: each accepted trajectory of the task gives a row with
 * the same id, and the writer of the stage keeps the one of the smallest trajectory id. {@code
 * extra_info.index} is 0 here; the writer numbers the rows.
 */
final class RlFormat implements StageFormat<Rl> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NOT_MEASURED = -1;

  private final Tokenizer tokenizer;
  private final RlBudgets budgets;

  RlFormat(Tokenizer tokenizer, RlBudgets budgets) {
    this.tokenizer = tokenizer;
    this.budgets = budgets;
  }

  @Override
  public StageName stage() {
    return StageName.RL;
  }

  @Override
  public Class<Rl> rowType() {
    return Rl.class;
  }

  @Override
  public List<Rl> rows(
      Accepted accepted, Task task, Trajectory trajectory, List<Verdict> verdicts) {
    List<Message> prompt = prompt(trajectory);
    List<RubricItem> rubric = task.rubric().stream().map(RlFormat::safe).toList();
    return List.of(
        new Rl(
            ContentHash.id("rl", task.taskId()),
            "synth/" + task.recipe(),
            prompt,
            task.capability().label(),
            rewardModel(task.answer(), prompt, rubric),
            new ExtraInfo(
                "train",
                0,
                task.aliases().stream().map(TrainingText::of).toList(),
                budgets.maxSteps(),
                budgets.maxToolCalls(),
                budgets.maxTokens()),
            trajectory.tools().isBlank() ? "[]" : TrainingText.of(trajectory.tools()),
            rubric,
            rate(accepted.passes(), accepted.attempts(), 0),
            rate(accepted.referencePasses(), accepted.referenceAttempts(), NOT_MEASURED),
            prompt.stream().mapToInt(m -> tokenizer.count(m.content())).sum(),
            task.seedId(),
            task.taskId(),
            task.capability(),
            task.recipe(),
            task.language(),
            trajectory.teacher(),
            trajectory.model()));
  }

  /** System and user turns before the first reply: later ones, such as a nudge, answer it. */
  private static List<Message> prompt(Trajectory trajectory) {
    List<Message> prompt = new ArrayList<>();
    for (Message message : trajectory.messages()) {
      if (message.role() != Message.Role.SYSTEM && message.role() != Message.Role.USER) {
        break;
      }
      prompt.add(TrainingText.of(message));
    }
    return prompt;
  }

  private static RewardModel rewardModel(
      @Nullable String answer, List<Message> prompt, List<RubricItem> rubric) {
    if (answer != null) {
      return new RewardModel("rule", TrainingText.of(answer));
    }
    ObjectNode truth = JSON.createObjectNode();
    truth.put("query", prompt.isEmpty() ? "" : prompt.get(prompt.size() - 1).content());
    ArrayNode rubrics = truth.putArray("rubrics");
    for (RubricItem item : rubric) {
      boolean flaw = item.sign() == RubricItem.Sign.NEGATIVE;
      rubrics
          .addObject()
          .put("description", item.criterion())
          .put("weight", flaw ? -item.weight() : item.weight())
          .put("title", item.dimension());
    }
    return new RewardModel("rubric", truth.toString());
  }

  private static RubricItem safe(RubricItem item) {
    return new RubricItem(
        TrainingText.of(item.criterion()),
        TrainingText.of(item.dimension()),
        item.weight(),
        item.sign(),
        item.role());
  }

  private static double rate(int passes, int attempts, double none) {
    return attempts == 0 ? none : (double) passes / attempts;
  }
}
