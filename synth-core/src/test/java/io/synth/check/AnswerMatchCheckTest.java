package io.synth.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Attempt;
import io.synth.fake.ScriptedTeacher;
import io.synth.model.Claim;
import io.synth.model.Finding;
import io.synth.model.Language;
import io.synth.model.Task;
import io.synth.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerMatchCheckTest {
  private final Check check = new AnswerMatchCheck(CheckSettings.DEFAULT);

  private static Task task(Language language, String answer, String... aliases) {
    return CheckCases.task(language, "?").answer(answer).aliases(List.of(aliases)).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "the Holm Lighthouse; Holm lighthouse.",
        "Ｈｏｌｍ; holm",
        "3,200 km; 3.2 thousand kilometres",
        "3200公里; 三千二百公里",
        "3.2万人; 32,000 people",
        "1亿2000万元; 120 million yuan",
        "12.5%; 12.5 percent",
        "百分之三十; 30%",
        "约 42 米; 42 m",
        "$3.5 million; 3,500,000 US dollars",
        "1 May 2031; 2031-05-01",
        "May 1st, 2031; 2031年5月1日",
        "二〇三一年五月一日; 2031/5/1",
        "May 2031; 2031年5月",
        "1998; 1998年",
        "**Ada Holm** \\cite{web_00000000}; Ada Holm",
      })
  void acceptsTheSameInOtherWords(String given, String expected) {
    Task task = task(Language.EN, expected);

    Verdict verdict = CheckCases.alone(check, Attempt.at(task).answers(given).build(), task);

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.code()).isEqualTo("ok");
  }

  @Test
  void readsTheFirstLineAndAliases() {
    Task task = task(Language.ZH, "中华人民共和国", "中国", "China");

    Verdict verdict =
        CheckCases.alone(check, Attempt.at(task).answers("中国。\n\n因为资料如此。").build(), task);

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.reason()).isEqualTo("'中国。' is as expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Ada Holt; Ada Holm",
        "42 km; 42 miles",
        "42; 43",
        "1 May 2031; 2031-05-02",
        "三万五; 35000",
        "一百一; 101",
        "4.2%; 42%",
      })
  void asksTheJudgeAboutWhatDiffers(String given, String expected) {
    Task task = task(Language.EN, expected);
    ScriptedTeacher judge =
        new ScriptedTeacher()
            .json("answer_judgement", "{\"reason\":\"another one\",\"equivalent\":false}");

    Verdict verdict = check.check(Attempt.at(task).answers(given).build(), task, judge);

    assertThat(judge.isDone()).isTrue();
    assertThat(judge.asked().get(0).section("expected")).isEqualTo(expected);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.code()).isEqualTo("wrong_answer");
    assertThat(verdict.reason())
        .isEqualTo("'" + given + "' is not '" + expected + "', also to the judge");
    assertThat(verdict.messageIndex()).isEqualTo(2);
  }

  @Test
  void followsTheJudgeWhereWordsDiffer() {
    Task task = task(Language.ZH, "阿达·霍尔姆");
    ScriptedTeacher judge =
        new ScriptedTeacher().json("answer_judgement", "{\"reason\":\"同一人\",\"equivalent\":true}");

    Verdict verdict = check.check(Attempt.at(task).answers("Ada Holm").build(), task, judge);

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.reason()).isEqualTo("the judge finds 'Ada Holm' right");
  }

  @ParameterizedTest
  @ValueSource(strings = {"}", "…", "**?**"})
  void needsNoJudgeForAnAnswerThatSaysNothing(String given) {
    Task task = task(Language.EN, "1914");

    Verdict verdict = CheckCases.alone(check, Attempt.at(task).answers(given).build(), task);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.code()).isEqualTo("wrong_answer");
    assertThat(verdict.reason()).endsWith("' has neither a letter nor a digit");
  }

  @Test
  void doesNotApplyWithoutAnAnswer() {
    Task task = CheckCases.task(Language.EN);

    assertThat(CheckCases.alone(check, Attempt.at(task).answers("x").build(), task).code())
        .isEqualTo("not_applicable");
  }

  @Test
  void comparesFindingsWithTheClaims() {
    Task task =
        CheckCases.task(Language.EN, "Check.")
            .claims(
                List.of(
                    new Claim("It is old.", Claim.Verdict.SUPPORT),
                    new Claim("It is red.", Claim.Verdict.REFUTE)))
            .build();
    Attempt right =
        Attempt.at(task)
            .finds(
                List.of(
                    new Finding("It is  red.", Claim.Verdict.REFUTE, List.of()),
                    new Finding("it is old.", Claim.Verdict.SUPPORT, List.of())),
                "…");
    Attempt half =
        Attempt.at(task)
            .finds(
                List.of(
                    new Finding("It is old.", Claim.Verdict.SUPPORT, List.of()),
                    new Finding("It is red.", Claim.Verdict.DOUBTFUL, List.of())),
                "…");

    assertThat(CheckCases.alone(check, right.build(), task).score()).isEqualTo(1);
    Verdict verdict = CheckCases.alone(check, half.build(), task);
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.score()).isEqualTo(0.5);
    assertThat(verdict.code()).isEqualTo("wrong_findings");
    assertThat(verdict.reason())
        .isEqualTo(
            "1 of 2 points judged as expected; judged doubtful, expected refute: It is red.");
    assertThat(CheckCases.alone(check, Attempt.at(task).answers("x").build(), task).code())
        .isEqualTo("no_findings");
  }
}
