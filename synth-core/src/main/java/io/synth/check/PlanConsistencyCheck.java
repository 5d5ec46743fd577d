package io.synth.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.PromptText;
import io.synth.agent.ReplySchemas;
import io.synth.agent.Sections;
import io.synth.model.Message;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A trajectory follows its task's plan (the report's trajectory-consistency filter, for which it
 * gives no metric): the judge tells of each step whether it was carried out.
 */
final class PlanConsistencyCheck implements Check {
  private static final String INSTRUCTIONS =
      PromptText.read(PlanConsistencyCheck.class, "plan_judgement");

  /** Most characters of one call, of a turn's words, and of the answer: our choice. */
  private static final int CALL_CHARACTERS = 300;

  private static final int WORDS_CHARACTERS = 200;
  private static final int ANSWER_CHARACTERS = 12_000;

  private final double planFollowed;

  PlanConsistencyCheck(CheckSettings settings) {
    this.planFollowed = settings.planFollowed();
  }

  @Override
  public String name() {
    return "plan_consistency";
  }

  @Override
  public String description() {
    return "Where the task has a plan, a judge finds that a share of at least "
        + planFollowed
        + " of its steps was carried out.";
  }

  @Override
  public boolean mayAskJudge() {
    return true;
  }

  @Override
  public Verdict check(Trajectory trajectory, Task task, TeacherSession judge) {
    Verdicts verdicts = new Verdicts(name(), trajectory);
    if (task.plan().isEmpty()) {
      return verdicts.notApplicable("the task has no plan");
    }
    Sections sections =
        Sections.in(task.language())
            .numbered("plan", task.plan())
            .with("transcript", transcript(trajectory));
    JsonNode reply =
        judge.json(
            TeacherRole.JUDGE, sections.request(INSTRUCTIONS), ReplySchemas.of("plan_judgement"));
    SortedSet<Integer> judged = new TreeSet<>();
    SortedSet<Integer> followed = new TreeSet<>();
    for (JsonNode item : reply.path("items")) {
      int step = item.path("index").asInt();
      boolean known = step >= 1 && step <= task.plan().size();
      if (known && judged.add(step) && item.path("followed").asBoolean()) {
        followed.add(step);
      }
    }
    double share = (double) followed.size() / task.plan().size();
    String figures =
        String.format(
            Locale.ROOT,
            "%d of %d steps of the plan followed",
            followed.size(),
            task.plan().size());
    if (share >= planFollowed) {
      return verdicts.pass(share, figures);
    }
    int left = 1;
    while (followed.contains(left)) {
      left++;
    }
    return verdicts.fail(
        share,
        "plan_left",
        figures
            + "; the first that was not: "
            + left
            + ". "
            + Excerpt.of(task.plan().get(left - 1))
            + reason(reply, left).map(why -> " (" + Excerpt.of(why) + ")").orElse(""));
  }

  private static Optional<String> reason(JsonNode reply, int step) {
    for (JsonNode item : reply.path("items")) {
      if (item.path("index").asInt() == step) {
        return Optional.of(item.path("reason").asText());
      }
    }
    return Optional.empty();
  }

  /** One line per assistant turn, its words cut and its calls, then the answer. */
  static String transcript(Trajectory trajectory) {
    FinalAnswer answer = FinalAnswer.of(trajectory);
    List<String> lines = new ArrayList<>();
    List<Message> messages = trajectory.messages();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (message.role() != Message.Role.ASSISTANT || i == answer.message()) {
        continue;
      }
      List<String> parts = new ArrayList<>();
      String said = Sections.line(message.content());
      if (!said.isEmpty()) {
        parts.add(Excerpt.cut(said, WORDS_CHARACTERS));
      }
      for (ToolCall call : message.toolCalls()) {
        parts.add(
            call.function().name()
                + " "
                + Excerpt.cut(Sections.line(call.function().arguments()), CALL_CHARACTERS));
      }
      lines.add((lines.size() + 1) + ". " + String.join(" | ", parts));
    }
    return String.join("\n", lines) + "\n\n" + Excerpt.cut(answer.text(), ANSWER_CHARACTERS);
  }
}
