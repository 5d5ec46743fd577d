package io.synth.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.fake.Attempt;
import io.synth.fake.ScriptedTeacher;
import io.synth.model.Language;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChecksTest {
  private static final Task TASK =
      CheckCases.task(Language.EN, "Who built the tower?").answer("Ada Holm").build();

  private static CheckSettings only(String... checks) {
    return new CheckSettings(List.of(checks), 1, 0.5, 0.8, 10, 20, 0.2, 3, 0.6);
  }

  @Test
  void runsAllInOrderByDefault() {
    assertThat(Checks.of(CheckSettings.DEFAULT).names())
        .containsExactly(
            "protocol_shape",
            "ngram_loop",
            "language_mixing",
            "temporal",
            "citations_resolve",
            "answer_match",
            "citations_support",
            "plan_consistency");
  }

  @Test
  void runsOnlyThoseThatAreNamedInOurOrder() {
    assertThat(Checks.of(only("temporal", "protocol_shape")).names())
        .containsExactly("protocol_shape", "temporal");
  }

  @Test
  void listsTheChecksWhereANameIsWrong() {
    assertThatThrownBy(() -> Checks.of(only("protocol_shape", "ngram_lop")))
        .isInstanceOf(SynthException.class)
        .hasMessage(
            "check.checks: 'ngram_lop' is no check; did you mean ngram_loop? The checks are"
                + " protocol_shape, ngram_loop, language_mixing, temporal, citations_resolve,"
                + " answer_match, citations_support, plan_consistency.");
  }

  @Test
  void insistsOnTheShape() {
    assertThatThrownBy(() -> Checks.of(only("temporal")))
        .isInstanceOf(SynthException.class)
        .hasMessageStartingWith(
            "check.checks: protocol_shape can't be left out, for what it fails would break a"
                + " trainer's load");
  }

  @Test
  void namesTheSettingOutOfRange() {
    assertThatThrownBy(() -> new CheckSettings(Checks.NAMES, 1, 0.5, 1.8, 10, 20, 0.2, 3, 0.6))
        .hasMessage("support must be from 0 to 1, not 1.8");
    assertThatThrownBy(() -> new CheckSettings(Checks.NAMES, 1, 0.5, 0.8, 1, 20, 0.2, 3, 0.6))
        .hasMessage("ngram_words must be at least 2, not 1");
  }

  @Test
  void paysForNoJudgementOfWhatFailedAlready() {
    ScriptedTeacher judge = new ScriptedTeacher();

    List<Verdict> verdicts =
        Checks.of(CheckSettings.DEFAULT)
            .verdicts(Attempt.at(TASK).answers("Somebody else.").build(), TASK, judge);

    assertThat(judge.asked()).isEmpty();
    assertThat(verdicts).extracting(Verdict::check).containsExactlyElementsOf(Checks.NAMES);
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.check().equals("answer_match"))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.code()).isEqualTo("not_applicable");
              assertThat(verdict.reason()).isEqualTo("not run, as citations_resolve failed");
            });
    assertThat(verdicts)
        .filteredOn(verdict -> !verdict.passed())
        .extracting(Verdict::code)
        .containsExactly("no_citation");
  }

  @Test
  void comparesOnlyTheAnswerOfAReferenceAttempt() {
    List<Verdict> verdicts =
        Checks.of(CheckSettings.DEFAULT)
            .verdicts(
                Attempt.at(TASK).role(TeacherRole.REFERENCE).answers("Ada Holm").build(),
                TASK,
                new ScriptedTeacher());

    assertThat(verdicts).extracting(Verdict::check).containsExactlyElementsOf(Checks.NAMES);
    assertThat(verdicts)
        .filteredOn(verdict -> !verdict.code().equals("not_applicable"))
        .extracting(Verdict::check)
        .containsExactly("answer_match");
    assertThat(verdicts).allMatch(Verdict::passed);
  }

  @Test
  void failsATrajectoryThatTheJudgeCannotJudge() {
    ScriptedTeacher judge =
        new ScriptedTeacher()
            .json(
                "answer_judgement",
                request -> {
                  throw new TeacherException("invalid_reply", "3 attempts, last reply: 'no'");
                });

    List<Verdict> verdicts =
        Checks.of(only("protocol_shape", "answer_match"))
            .verdicts(Attempt.at(TASK).answers("Nobody").build(), TASK, judge);

    assertThat(verdicts.get(1).passed()).isFalse();
    assertThat(verdicts.get(1).code()).isEqualTo("judge_invalid_reply");
    assertThat(verdicts.get(1).reason()).isEqualTo("3 attempts, last reply: 'no'");
  }

  @Test
  void refusesAnAttemptWithoutAnswer() {
    assertThatThrownBy(
            () ->
                Checks.of(CheckSettings.DEFAULT)
                    .verdicts(
                        Attempt.at(TASK).fails("content_filter", "withheld").build(),
                        TASK,
                        new ScriptedTeacher()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(" failed: it has no answer to check");
  }
}
