package io.synth.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Attempt;
import io.synth.model.Language;
import io.synth.model.Task;
import io.synth.model.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemporalCheckTest {
  private static final Task EN = CheckCases.task(Language.EN, "How many ports has Holm?").build();
  private static final Task ZH = CheckCases.task(Language.ZH, "霍尔姆有多少个港口？").build();
  private final Check check = new TemporalCheck();

  private Verdict verdict(Task task, String answer) {
    return CheckCases.alone(
        check,
        Attempt.at(task)
            .opens(CheckCases.URL, "Ports", "2031-05-01", "text")
            .answers(answer)
            .build(),
        task);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "As of 2019, Holm has 12 ports.",
        "As of March 2019, Holm has 12 ports.",
        "By the end of 2019 there were 12.",
        "## Ports\\n\\n**As of 1 May 2019**, Holm has 12 ports.",
        "12\\n\\nAs of mid-2019 Holm has 12 ports.",
      })
  void rejectsAnEnglishAnswerPinnedToThePast(String answer) {
    Verdict verdict = verdict(EN, answer.replace("\\n", "\n"));

    assertThat(verdict.code()).isEqualTo("pinned_answer");
    assertThat(verdict.reason())
        .isEqualTo(
            "the question has no date, and the answer speaks of 2019 where a page of 2031 was"
                + " opened");
  }

  @ParameterizedTest
  @CsvSource({"截至2019年，共有12个港口。", "截至 2019 年底共有12个。", "# 港口\\n\\n截止到2019年12月有12个。"})
  void rejectsAChineseAnswerPinnedToThePast(String answer) {
    assertThat(verdict(ZH, answer.replace("\\n", "\n")).code()).isEqualTo("pinned_answer");
  }

  @Test
  void keepsAnswersOfTheNewestYearAndDatesFurtherOn() {
    assertThat(verdict(EN, "As of 2031, Holm has 12 ports.").passed()).isTrue();
    assertThat(verdict(EN, "Holm has 12 ports. As of 2019 it had 9.").passed()).isTrue();
    assertThat(verdict(ZH, "截至2031年，共有12个港口。").passed()).isTrue();
    assertThat(verdict(ZH, "共有12个港口，而截至2019年只有9个。").passed()).isTrue();
  }

  @Test
  void doesNotApplyToQuestionsWithADate() {
    for (Task task :
        new Task[] {
          CheckCases.task(Language.EN, "How many ports had Holm in 2019?").build(),
          CheckCases.task(Language.ZH, "二〇一九年霍尔姆有多少个港口？").build(),
          CheckCases.task(Language.ZH, "上世纪霍尔姆有多少个港口？").build(),
          CheckCases.task(Language.EN, "When did the port open?").answer("2019").build()
        }) {
      assertThat(verdict(task, "As of 2019, 12.").code()).isEqualTo("not_applicable");
    }
  }

  @Test
  void rejectsQueriesThatAllCarryThePast() {
    Attempt pinned =
        Attempt.at(ZH)
            .call("batch_search", "{\"queries\":[\"霍尔姆 港口 2019\",\"2019年 港口 数量\"]}", "1")
            .call("batch_search", "{\"queries\":[\"Holm ports 2019\"]}", "2")
            .opens(CheckCases.URL, "Ports", "2031-05-01", "text")
            .answers("12个港口");
    Attempt open =
        Attempt.at(ZH)
            .call("batch_search", "{\"queries\":[\"霍尔姆 港口 2019\",\"港口 数量\"]}", "1")
            .call("batch_search", "{\"queries\":[\"Holm ports 2019\"]}", "2")
            .opens(CheckCases.URL, "Ports", "2031-05-01", "text")
            .answers("12个港口");

    Verdict verdict = CheckCases.alone(check, pinned.build(), ZH);
    assertThat(verdict.code()).isEqualTo("pinned_queries");
    assertThat(verdict.reason())
        .isEqualTo(
            "the question has no date, and all queries carry the year 2019 where a page of 2031"
                + " was opened");
    assertThat(CheckCases.alone(check, open.build(), ZH).passed()).isTrue();
  }
}
