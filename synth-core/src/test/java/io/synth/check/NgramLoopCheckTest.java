package io.synth.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Attempt;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Task;
import io.synth.model.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NgramLoopCheckTest {
  private static final Task EN = CheckCases.task(Language.EN);
  private static final Task ZH = CheckCases.task(Language.ZH);
  private static final String EN_REFRAIN =
      "Row the boat across the bay, keep the lantern in the bow, and sing until the harbour bell"
          + " answers from the shore. ";
  private static final String ZH_REFRAIN = "划过海湾，船头挂灯，一路歌唱，直到港口的钟声从岸上回应我们的呼唤。";
  private final Check check = new NgramLoopCheck(CheckSettings.DEFAULT);

  private Verdict verdict(Attempt attempt) {
    return CheckCases.alone(check, attempt.build(), EN);
  }

  @Test
  void rejectsABlockRepeatedOnEnd() {
    Verdict english = verdict(Attempt.at(EN).answers("Well. " + "I will search again. ".repeat(9)));
    Verdict chinese = verdict(Attempt.at(ZH).answers("好。" + "我需要再次搜索该信息。".repeat(4)));

    assertThat(english.code()).isEqualTo("repeated_block");
    assertThat(english.reason())
        .startsWith("message 2: the text repeats a block of 4 terms 9 times: I will search again.");
    assertThat(chinese.code()).isEqualTo("repeated_block");
    assertThat(chinese.reason()).startsWith("message 2: the text repeats a block of 10 terms 4");
    assertThat(chinese.spanStart()).isGreaterThan(0);
  }

  @Test
  void rejectsALoopInTheReasoning() {
    Attempt attempt =
        Attempt.at(ZH).add(Message.assistant("<answer>甲</answer>", "让我想想。".repeat(20), List.of()));

    assertThat(verdict(attempt).reason())
        .startsWith("message 2: the reasoning repeats a block of 4 terms 20 times");
  }

  @Test
  void rejectsParagraphsThatComeAgain() {
    String english =
        "The keeper wrote in the log that the lamp burned through the night without a fault. ";
    String chinese = "守塔人在日志里写道，那盏灯整夜燃烧，没有出过一次故障，来往的船只都平安进港。";

    for (String text :
        List.of(
            english + "Then the storm came. " + english + "Then the tide rose. " + english,
            chinese + "后来风暴来了。" + chinese + "后来潮水涨了。" + chinese)) {
      Verdict verdict = verdict(Attempt.at(EN).answers(text));
      assertThat(verdict.code()).isEqualTo("duplicate_ngrams");
      assertThat(verdict.reason()).contains("of the n-grams of the text came before in it");
      assertThat(verdict.score()).isLessThan(0.8);
    }
  }

  @Test
  void keepsATableOfLikeRows() {
    StringBuilder table = new StringBuilder("| Year | Port | State |\n| --- | --- | --- |\n");
    for (int year = 1990; year < 2030; year++) {
      table
          .append("| ")
          .append(year)
          .append(" | Holm harbour on the north coast of the old kingdom | open to all ships |\n");
    }

    assertThat(verdict(Attempt.at(EN).answers(table.toString())).passed()).isTrue();
  }

  @Test
  void keepsARefrainThatAPageHas() {
    for (String refrain : List.of(EN_REFRAIN, ZH_REFRAIN)) {
      Attempt quoted =
          Attempt.at(EN)
              .opens(CheckCases.URL, "Song", "2031-01-01", refrain.repeat(3))
              .answers("The song says: " + refrain.repeat(3));
      Attempt invented = Attempt.at(EN).answers("The song says: " + refrain.repeat(3));

      assertThat(verdict(quoted).passed()).isTrue();
      assertThat(verdict(invented).passed()).isFalse();
    }
  }

  @Test
  void doesNotTakeAPageOnceForALicenceToRepeatIt() {
    Attempt attempt =
        Attempt.at(EN)
            .opens(CheckCases.URL, "Song", "2031-01-01", EN_REFRAIN)
            .answers(EN_REFRAIN.repeat(5));

    assertThat(verdict(attempt).passed()).isFalse();
  }

  @Test
  void rejectsTheSameCallThreeTimes() {
    Verdict verdict =
        verdict(
            Attempt.at(EN)
                .call("batch_search", "{\"queries\":[\"a\"],\"limit\":5}", "No results.")
                .call("batch_search", "{\"limit\":5, \"queries\":[\"a\"]}", "No results.")
                .call("batch_search", "{\"queries\": [\"a\"], \"limit\": 5}", "No results.")
                .answers("x"));

    assertThat(verdict.code()).isEqualTo("repeated_call");
    assertThat(verdict.messageIndex()).isEqualTo(6);
    assertThat(verdict.reason())
        .isEqualTo(
            "message 6: the same call for the 3. time: batch_search"
                + " {\"limit\":5,\"queries\":[\"a\"]}");
  }

  @Test
  void rejectsACycleOfCallsRunTwice() {
    Attempt attempt = Attempt.at(ZH);
    for (int i = 0; i < 6; i++) {
      attempt.call("batch_search", "{\"queries\":[\"灯塔" + i % 3 + "\"]}", "No results.");
    }

    Verdict verdict = verdict(attempt.answers("甲"));

    assertThat(verdict.code()).isEqualTo("call_cycle");
    assertThat(verdict.reason()).isEqualTo("message 12: the same 3 calls in a row for the 2. time");
  }

  @Test
  void keepsPagesReadOnAndFilesReadAfterAChange() {
    Attempt attempt = Attempt.at(EN);
    for (int i = 0; i < 4; i++) {
      attempt
          .call("batch_open", "{\"urls\":[\"u\"],\"offset\":" + i * 12000 + "}", "part")
          .call(
              "file", "{\"action\":\"append\",\"path\":\"n\",\"content\":\"" + i + "\"}", "written")
          .call("file", "{\"action\":\"read\",\"path\":\"n\"}", "notes");
    }

    assertThat(verdict(attempt.answers("x")).passed()).isTrue();
  }

  @Test
  void keepsTwoEqualCalls() {
    Attempt attempt =
        Attempt.at(EN)
            .call("batch_search", "{\"queries\":[\"a\"]}", "error: try again")
            .call("batch_search", "{\"queries\":[\"a\"]}", "found");

    assertThat(verdict(attempt.answers("x")).passed()).isTrue();
  }
}
