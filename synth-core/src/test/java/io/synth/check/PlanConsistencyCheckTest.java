package io.synth.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Attempt;
import io.synth.fake.ScriptedTeacher;
import io.synth.model.Language;
import io.synth.model.Task;
import io.synth.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanConsistencyCheckTest {
  private static final Task TASK =
      CheckCases.task(Language.ZH, "研究灯塔。").plan(List.of("查找建造者", "比较高度", "写出结论")).build();
  private final Check check = new PlanConsistencyCheck(CheckSettings.DEFAULT);

  private static String items(boolean... followed) {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < followed.length; i++) {
      items.append(i == 0 ? "" : ",");
      items
          .append("{\"index\":")
          .append(i + 1)
          .append(",\"followed\":")
          .append(followed[i])
          .append(",\"reason\":\"理由")
          .append(i + 1)
          .append("\"}");
    }
    return "{\"items\":[" + items + "]}";
  }

  private static Attempt attempt() {
    return Attempt.at(TASK)
        .call("batch_search", "{\"queries\":[\"灯塔 建造者\"]}", "a long result")
        .answers("阿达·霍尔姆建造了灯塔。");
  }

  @Test
  void showsTheJudgeThePlanAndACondensedTranscript() {
    ScriptedTeacher judge = new ScriptedTeacher().json("plan_judgement", items(true, true, false));

    Verdict verdict = check.check(attempt().build(), TASK, judge);

    assertThat(judge.asked().get(0).section("language")).isEqualTo("zh");
    assertThat(judge.asked().get(0).section("plan")).isEqualTo("1. 查找建造者\n2. 比较高度\n3. 写出结论");
    assertThat(judge.asked().get(0).section("transcript"))
        .isEqualTo("1. batch_search {\"queries\":[\"灯塔 建造者\"]}\n\n阿达·霍尔姆建造了灯塔。");
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.score()).isEqualTo(2.0 / 3);
  }

  @Test
  void rejectsATrajectoryThatLeavesThePlan() {
    ScriptedTeacher judge = new ScriptedTeacher().json("plan_judgement", items(true, false, false));

    Verdict verdict = check.check(attempt().build(), TASK, judge);

    assertThat(verdict.code()).isEqualTo("plan_left");
    assertThat(verdict.reason())
        .isEqualTo("1 of 3 steps of the plan followed; the first that was not: 2. 比较高度 (理由2)");
  }

  @Test
  void countsAStepThatTheJudgeLeftOutAsNotFollowed() {
    ScriptedTeacher judge = new ScriptedTeacher().json("plan_judgement", items(true));

    assertThat(check.check(attempt().build(), TASK, judge).reason())
        .isEqualTo("1 of 3 steps of the plan followed; the first that was not: 2. 比较高度");
  }

  @Test
  void doesNotApplyWithoutAPlan() {
    Task task = CheckCases.task(Language.EN);

    assertThat(CheckCases.alone(check, Attempt.at(task).answers("x").build(), task).code())
        .isEqualTo("not_applicable");
  }
}
