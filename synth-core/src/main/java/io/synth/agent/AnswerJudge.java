package io.synth.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.teacher.TeacherSession;
import java.util.ArrayList;
import java.util.List;

/** Tells whether an answer is right: by its normal form, and by the judge where that differs. */
public final class AnswerJudge {
  private static final String INSTRUCTIONS = PromptText.read(AnswerJudge.class, "answer_judgement");

  private AnswerJudge() {}

  /**
   * Whether an answer says what the task expects.
   *
   * @throws IllegalArgumentException when the task expects no answer
   * @throws io.synth.teacher.TeacherException when the judge gives no usable reply
   */
  public static boolean right(String answer, Task task, TeacherSession teachers) {
    List<String> expected = expected(task);
    if (AnswerMatch.matches(answer, expected)) {
      return true;
    }
    if (AnswerMatch.saysNothing(answer)) {
      return false;
    }
    Sections sections =
        Sections.in(task.language())
            .with("question", task.prompt())
            .lines("expected", expected)
            .with("answer", answer);
    JsonNode reply =
        teachers.json(
            TeacherRole.JUDGE, sections.request(INSTRUCTIONS), ReplySchemas.of("answer_judgement"));
    return reply.path("equivalent").asBoolean();
  }

  private static List<String> expected(Task task) {
    if (task.answer() == null) {
      throw new IllegalArgumentException("task " + task.taskId() + " expects no answer");
    }
    List<String> expected = new ArrayList<>();
    expected.add(task.answer());
    expected.addAll(task.aliases());
    return expected;
  }
}
