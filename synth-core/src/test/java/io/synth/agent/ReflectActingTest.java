package io.synth.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.FakeTools;
import io.synth.fake.MapCorpus;
import io.synth.fake.ScriptedTeacher;
import io.synth.fake.Seeds;
import io.synth.fake.WordTokenizer;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.model.Trajectory.Status;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.TeacherException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReflectActingTest {
  private static final String WRONG = "{\"reason\":\"Another river.\",\"equivalent\":false}";
  private static final String RIGHT = "{\"reason\":\"The same river.\",\"equivalent\":true}";

  private final ScriptedTeacher teacher = new ScriptedTeacher();

  @Test
  void keepsARightAnswerWithoutAskingTheJudge() {
    teacher.says("<answer>**The Osk.**\n\nIt does.</answer>");

    Trajectory trajectory = act(english());

    assertThat(trajectory.reflections()).isZero();
    assertThat(teacher.asked("answer_judgement")).isEmpty();
  }

  @Test
  void letsTheJudgeDecideWhereTheNormalFormsDiffer() {
    teacher.says("<answer>River Osk in Brenfeld</answer>").json("answer_judgement", RIGHT);

    Trajectory trajectory = act(english());

    assertThat(trajectory.reflections()).isZero();
    ScriptedTeacher.Asked judged = teacher.asked("answer_judgement").get(0);
    assertThat(judged.role()).isEqualTo(TeacherRole.JUDGE);
    assertThat(judged.last()).startsWith("<language>\nen\n</language>\n\n<question>\n");
    assertThat(judged.section("expected")).isEqualTo("Osk\nOsk River");
    assertThat(judged.section("answer")).isEqualTo("River Osk in Brenfeld");
  }

  @Test
  void reflectsOnAWrongResultWithTheHistoryKeptAndCleansWhatThatInduced() {
    teacher
        .says("<answer>Tarn</answer>")
        .json("answer_judgement", WRONG)
        .replies(
            Message.assistant(
                "As the user hinted, my answer may be wrong.",
                "The user said that; as you suggested, I look again.",
                List.of(FakeTools.search("Brenfeld"))),
            Finish.TOOL_CALLS)
        .says("<answer>Osk\n\nAccording to the user's hint, the register names the Osk.</answer>");

    Trajectory trajectory = act(english());

    assertThat(trajectory.status()).isEqualTo(Status.FINISHED);
    assertThat(trajectory.reflections()).isEqualTo(1);
    assertThat(trajectory.answer()).isEqualTo("Osk\n\nThe register names the Osk.");
    assertThat(trajectory.messages()).hasSize(7);
    assertThat(trajectory.messages().get(2).content()).isEqualTo("<answer>Tarn</answer>");
    assertThat(trajectory.messages().get(3).content())
        .startsWith("Please reflect on this result: it may be wrong.")
        .doesNotContain("Osk");
    assertThat(trajectory.messages().get(4).content()).isEqualTo("My answer may be wrong.");
    assertThat(trajectory.messages().get(4).reasoningContent())
        .isEqualTo("The user said that; I look again.");
    assertThat(trajectory.messages().get(6).content())
        .endsWith("The register names the Osk.</answer>");
    assertThat(trajectory.usage().calls()).isEqualTo(4);
  }

  @Test
  void letsTheLastStateStandAfterThreeReflections() {
    for (int i = 0; i < 4; i++) {
      teacher.says("<answer>Tarn " + i + "</answer>");
    }
    teacher
        .json("answer_judgement", WRONG)
        .json("answer_judgement", WRONG)
        .json("answer_judgement", WRONG);

    Trajectory trajectory = act(english());

    assertThat(trajectory.reflections()).isEqualTo(3);
    assertThat(trajectory.answer()).isEqualTo("Tarn 3");
    assertThat(teacher.isDone()).isTrue();
  }

  @Test
  void reflectsNoMoreOnceALimitIsReached() {
    teacher.says("<answer>Tarn</answer>");

    Trajectory trajectory =
        new Agent(
                new AgentSettings(1, 60, 100_000, 1000, 5, 2, 3),
                new WordTokenizer(),
                new FakeTools())
            .act(english(), Acting.REFLECT, 0, TeacherRole.ACTOR, teacher, new MapCorpus());

    assertThat(trajectory.status()).isEqualTo(Status.FINISHED);
    assertThat(trajectory.reflections()).isZero();
  }

  @Test
  void reflectsInChinese() {
    Task task = task(Language.ZH, "布伦费尔德位于哪条河边？", "奥斯克河");
    teacher
        .says("<answer>塔恩河</answer>")
        .json("answer_judgement", WRONG)
        .says("<answer>奥斯克河\n\n根据用户的提示，我重新查证，登记册写的是奥斯克河。</answer>");

    Trajectory trajectory = act(task);

    assertThat(trajectory.messages().get(3).content()).startsWith("请反思这个结果：它可能有问题。");
    assertThat(trajectory.answer()).isEqualTo("奥斯克河\n\n我重新查证，登记册写的是奥斯克河。");
  }

  @Test
  void failsWhenTheJudgeGivesNoUsableReply() {
    teacher
        .says("<answer>Tarn</answer>")
        .json(
            "answer_judgement",
            asked -> {
              throw new TeacherException("invalid_reply", "judge: no reply in 5 attempts");
            });

    Trajectory trajectory = act(english());

    assertThat(trajectory.status()).isEqualTo(Status.FAILED);
    assertThat(trajectory.code()).isEqualTo("invalid_reply");
    assertThat(trajectory.reason()).isEqualTo("judge: no reply in 5 attempts");
  }

  @Test
  void actsPlainlyWhereNoAnswerIsKnown() {
    Task open =
        Task.builder(
                Seeds.question(Language.EN, "Describe the Osk.", null),
                Capability.VERIFICATION,
                "test",
                "Describe the Osk.")
            .build();
    teacher.says("<answer>A river.</answer>");

    assertThat(act(open).reflections()).isZero();
  }

  private static Task english() {
    return task(Language.EN, "Which river does Brenfeld lie on?", "Osk");
  }

  private static Task task(Language language, String question, String answer) {
    return Task.builder(
            Seeds.question(language, question, answer), Capability.VERIFICATION, "test", question)
        .answer(answer)
        .aliases(List.of(answer + (language == Language.EN ? " River" : "流域")))
        .build();
  }

  private Trajectory act(Task task) {
    return new Agent(AgentSettings.DEFAULT, new WordTokenizer(), new FakeTools())
        .act(task, Acting.REFLECT, 0, TeacherRole.ACTOR, teacher, new MapCorpus());
  }
}
