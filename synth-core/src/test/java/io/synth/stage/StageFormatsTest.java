package io.synth.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.corpus.SourceId;
import io.synth.fake.Attempt;
import io.synth.fake.Golden;
import io.synth.fake.Seeds;
import io.synth.fake.WordTokenizer;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.MidTraining;
import io.synth.model.Rl;
import io.synth.model.Sft;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.text.ControlTokens;
import io.synth.text.Tokenizer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StageFormatsTest {
  private static final RlBudgets BUDGETS = new RlBudgets(30, 60, 131_072);
  private static final Tokenizer WORDS = new WordTokenizer();

  private static <T extends Record> List<T> rows(
      StageFormat<T> format, Task task, Trajectory trajectory) {
    return format.rows(StageCases.accepted(trajectory), task, trajectory, List.of());
  }

  @ParameterizedTest
  @EnumSource
  void everyStageHasAFormat(StageName stage) {
    StageFormat<?> format = StageFormats.of(stage, WORDS, BUDGETS);

    assertThat(format.stage()).isEqualTo(stage);
    assertThat(format.rowType().getSimpleName().toLowerCase(Locale.ROOT))
        .isEqualTo(stage.label().replace("_", ""));
  }

  @Test
  void laysTrajectoriesOutForSft() {
    List<Sft> rows = rows(new SftFormat(), StageCases.question(), StageCases.answered());

    Golden.json(getClass(), "sft-question.json", rows);
    for (Message message : rows.get(0).messages()) {
      assertThat(ControlTokens.first(message.content())).isEmpty();
      assertThat(message.content()).doesNotContain("\uD83D", "e\u0301");
    }
  }

  @Test
  void fillsEmptyArgumentsAndTools() {
    Trajectory trajectory =
        Attempt.at(StageCases.question())
            .tools("")
            .call("todo", " ", "list")
            .answers("Ada Holm")
            .build();

    Sft row = rows(new SftFormat(), StageCases.question(), trajectory).get(0);

    assertThat(row.tools()).isEqualTo("[]");
    assertThat(row.messages().get(2).toolCalls().get(0).function().arguments()).isEqualTo("{}");
  }

  @Test
  void refusesATrajectoryThatDoesNotEndWithTheAssistant() {
    Trajectory trajectory = Attempt.at(StageCases.question()).call("todo", "{}", "list").build();

    assertThatThrownBy(() -> rows(new SftFormat(), StageCases.question(), trajectory))
        .hasMessage(
            "trajectory "
                + trajectory.trajectoryId()
                + " does not end with the assistant: the check protocol_shape must run before");
  }

  @Test
  void makesRlPromptsWithAnAnswerOrARubric() throws JsonProcessingException {
    RlFormat format = new RlFormat(WORDS, BUDGETS);
    List<Rl> known = rows(format, StageCases.question(), StageCases.answered());
    List<Rl> open = rows(format, StageCases.report(), StageCases.reported());

    Golden.json(getClass(), "rl-question.json", known);
    Golden.json(getClass(), "rl-report.json", open);
    JsonNode truth = new ObjectMapper().readTree(open.get(0).rewardModel().groundTruth());
    assertThat(truth.path("rubrics").findValuesAsText("weight")).containsExactly("2.0", "-1.0");
  }

  @Test
  void givesTheSameRlRowForEachTrajectoryOfATask() {
    RlFormat format = new RlFormat(WORDS, BUDGETS);
    Trajectory other = Attempt.at(StageCases.question()).rollout(1).answers("A. Holm").build();

    assertThat(rows(format, StageCases.question(), other))
        .isEqualTo(rows(format, StageCases.question(), StageCases.answered()));
  }

  @Test
  void makesDocumentsForMidTraining() {
    MidTrainingFormat format = new MidTrainingFormat(WORDS);

    Golden.json(
        getClass(),
        "mid-training-question.json",
        rows(format, StageCases.question(), StageCases.answered()));
    Golden.json(
        getClass(),
        "mid-training-report.json",
        rows(format, StageCases.report(), StageCases.reported()));
    Golden.json(
        getClass(),
        "mid-training-fact-check.json",
        rows(format, StageCases.factCheck(), StageCases.checked()));
  }

  @Test
  void keepsToolCallsToTheLongContext() {
    List<MidTraining> rows =
        rows(new MidTrainingFormat(WORDS), StageCases.report(), StageCases.reported());

    assertThat(rows)
        .extracting(MidTraining::kind)
        .containsExactly("report", "report", "plan", "trajectory");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.hasTools()).isEqualTo(row.text().contains("<call"));
              assertThat(row.context()).isEqualTo(row.hasTools() ? "128k" : "32k");
              assertThat(row.text()).as("our own tags stay whole").doesNotContain("< ");
            });
  }

  @Test
  void readsThePagesWhereTheTaskHasNoEvidence() {
    Task task =
        Task.builder(
                Seeds.question(Language.ZH, "高度？", "42米"),
                Capability.SEARCH,
                "deep_research",
                "灯塔多高？")
            .answer("42米")
            .build();
    Trajectory trajectory =
        Attempt.at(task)
            .opens(StageCases.ZH_URL, "灯塔", "2031-05-01", "灯塔高42米。")
            .opens(StageCases.URL, "Lighthouse", "2031-05-01", "Not cited.")
            .answers("42米\n\n高42米。\\cite{" + SourceId.of(StageCases.ZH_URL) + "}")
            .build();

    assertThat(rows(new MidTrainingFormat(WORDS), task, trajectory).get(0).text())
        .isEqualTo(
            "[1] 灯塔\nhttps://gangkou.example/dengta\n灯塔高42米。\n\n问题：灯塔多高？\n\n回答：42米\n\n高42米。[1]");
  }

  @Test
  void leavesOutWhatIsLongerThanItsContext() {
    Tokenizer huge = text -> text.contains("<call") || text.startsWith("[1]") ? 200_000 : 10;

    List<MidTraining> rows =
        rows(new MidTrainingFormat(huge), StageCases.question(), StageCases.answered());

    assertThat(rows).extracting(MidTraining::kind).containsExactly("question_answer");
    assertThat(rows.get(0).text()).startsWith("Question: Who built the lighthouse?");
  }
}
