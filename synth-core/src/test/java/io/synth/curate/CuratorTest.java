package io.synth.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.fake.Attempt;
import io.synth.fake.Seeds;
import io.synth.fake.Trials;
import io.synth.model.Accepted;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Rejected;
import io.synth.model.RubricItem;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CuratorTest {
  private static final List<String> CHECKS = List.of("protocol_shape", "answer_match");
  private static final Task OPEN = task(null, List.of());
  private static final Task KNOWN = task("Ada Holm", List.of());
  private static final CurationSettings ALL_ERRORS = new CurationSettings(1, 1, 0, 1);

  private final Curator curator = new Curator(ALL_ERRORS, CHECKS);
  private final Map<String, List<Verdict>> verdicts = new HashMap<>();

  private static Task task(@Nullable String answer, List<RubricItem> rubric) {
    return Task.builder(
            Seeds.question(Language.ZH, "灯塔？", answer),
            Capability.SEARCH,
            "graph_walk",
            answer == null ? "介绍灯塔。" : "灯塔是谁建造的？")
        .answer(answer)
        .rubric(rubric)
        .build();
  }

  private static Verdict verdict(
      Trajectory trajectory, String check, boolean passed, double score, String code) {
    return new Verdict(
        trajectory.trajectoryId(),
        trajectory.taskId(),
        check,
        passed,
        score,
        code,
        "because " + code,
        -1,
        -1,
        -1);
  }

  private Trajectory passing(Attempt attempt) {
    Trajectory trajectory = attempt.answers("x").build();
    verdicts.put(
        trajectory.trajectoryId(),
        List.of(
            verdict(trajectory, "answer_match", true, 0.5, "ok"),
            verdict(trajectory, "protocol_shape", true, 1, "ok")));
    return trajectory;
  }

  private Trajectory failing(Attempt attempt) {
    Trajectory trajectory = attempt.answers("x").build();
    verdicts.put(
        trajectory.trajectoryId(),
        List.of(
            verdict(trajectory, "answer_match", false, 0, "wrong_answer"),
            verdict(trajectory, "protocol_shape", false, 0, "role_order")));
    return trajectory;
  }

  private Trajectory reference(int rollout, boolean right) {
    Trajectory trajectory =
        Attempt.at(KNOWN).role(TeacherRole.REFERENCE).rollout(rollout).answers("x").build();
    String code = right ? "ok" : "wrong_answer";
    verdicts.put(
        trajectory.trajectoryId(),
        List.of(verdict(trajectory, "answer_match", right, right ? 1 : 0, code)));
    return trajectory;
  }

  @Test
  void rejectsFailedAttemptsByTheirOwnCodeAndOthersByTheFirstCheckInOrder() {
    Trajectory failed = Attempt.at(OPEN).fails("no_answer", "it never answered").build();
    Trajectory wrong = failing(Attempt.at(OPEN).rollout(1));

    Curated curated = curator.curate(OPEN, List.of(failed, wrong), List.of(), verdicts);

    assertThat(curated.accepted()).isEmpty();
    assertThat(curated.rejected())
        .extracting(Rejected::id, Rejected::check, Rejected::code, Rejected::reason)
        .containsExactlyInAnyOrder(
            tuple(failed, "", "no_answer", "it never answered"),
            tuple(wrong, "protocol_shape", "protocol_shape.role_order", "because role_order"));
    assertThat(curated.rejected())
        .allSatisfy(
            row -> {
              assertThat(row.step()).isEqualTo("curate");
              assertThat(row.subject()).isEqualTo("trajectory");
              assertThat(row.parentId()).isEqualTo(OPEN.taskId());
            });
  }

  private static Tuple tuple(Trajectory trajectory, String check, String code, String reason) {
    return Assertions.tuple(trajectory.trajectoryId(), check, code, reason);
  }

  @Test
  void keepsTheShortestSuccessWhereTheAnswerIsKnown() {
    Trajectory steps = passing(Attempt.at(KNOWN).rollout(0).counts(5, 4, 0));
    Trajectory calls = passing(Attempt.at(KNOWN).rollout(1).counts(4, 6, 0));
    Trajectory best = passing(Attempt.at(KNOWN).rollout(2).counts(4, 5, 0));
    Trajectory wrong = failing(Attempt.at(KNOWN).rollout(3).counts(2, 1, 0));

    Curated curated =
        curator.curate(KNOWN, List.of(steps, calls, best, wrong), List.of(), verdicts);

    assertThat(curated.accepted())
        .containsExactly(
            new Accepted(
                best.trajectoryId(),
                KNOWN.taskId(),
                KNOWN.seedId(),
                Capability.SEARCH,
                Language.ZH,
                List.of(StageName.MID_TRAINING, StageName.SFT, StageName.RL),
                0.75,
                2,
                4,
                3,
                0,
                0));
    assertThat(curated.rejected())
        .filteredOn(row -> row.code().equals("less_efficient"))
        .extracting(Rejected::reason)
        .containsExactlyInAnyOrder(
            "5 steps and 4 tool calls, where attempt 2 took 4 and 5",
            "4 steps and 6 tool calls, where attempt 2 took 4 and 5");
  }

  @Test
  void keepsAllSuccessesOfAnOpenTask() {
    Trajectory first = passing(Attempt.at(OPEN).rollout(0).counts(5, 4, 0));
    Trajectory second = passing(Attempt.at(OPEN).rollout(1).counts(9, 9, 0));

    Curated curated = curator.curate(OPEN, List.of(first, second), List.of(), verdicts);

    assertThat(curated.accepted())
        .hasSize(2)
        .allSatisfy(
            row -> assertThat(row.stages()).containsExactly(StageName.MID_TRAINING, StageName.SFT));
  }

  @Test
  void rejectsATaskThatTheReferenceModelAlwaysSolves() {
    Trajectory success = passing(Attempt.at(KNOWN));

    Curated easy =
        curator.curate(
            KNOWN, List.of(success), List.of(reference(0, true), reference(1, true)), verdicts);
    Curated hard =
        curator.curate(
            KNOWN, List.of(success), List.of(reference(0, true), reference(1, false)), verdicts);
    Curated solvedAtAll =
        new Curator(new CurationSettings(0, 1, 0, 1), CHECKS)
            .curate(
                KNOWN,
                List.of(success),
                List.of(reference(0, true), reference(1, false)),
                verdicts);

    assertThat(easy.accepted()).isEmpty();
    assertThat(easy.rejected())
        .filteredOn(row -> row.code().equals("too_easy"))
        .extracting(Rejected::reason)
        .containsExactly(
            "the reference model solves the task in 2 of 2 attempts; at a rate of 1.0 or above it"
                + " is too easy");
    assertThat(easy.rejected())
        .filteredOn(row -> row.code().equals("reference"))
        .hasSize(2)
        .allSatisfy(
            row ->
                assertThat(row.reason())
                    .isEqualTo("an attempt by the reference model measures difficulty only"));
    assertThat(hard.accepted())
        .extracting(Accepted::referenceAttempts, Accepted::referencePasses)
        .containsExactly(Assertions.tuple(2, 1));
    assertThat(solvedAtAll.accepted()).isEmpty();
  }

  @Test
  void sendsTasksToRlWithinThePassRates() {
    Trajectory success = passing(Attempt.at(KNOWN));
    Trajectory failure = failing(Attempt.at(KNOWN).rollout(1));
    Curator narrow = new Curator(new CurationSettings(1, 1, 0.2, 0.9), CHECKS);

    assertThat(
            narrow
                .curate(KNOWN, List.of(success, failure), List.of(), verdicts)
                .accepted()
                .get(0)
                .stages())
        .contains(StageName.RL);
    assertThat(
            narrow.curate(KNOWN, List.of(success), List.of(), verdicts).accepted().get(0).stages())
        .doesNotContain(StageName.RL);
  }

  @Test
  void keepsTheShareOfTrajectoriesWithToolErrors() {
    Trajectory clean = passing(Attempt.at(OPEN).rollout(0).counts(3, 3, 0));
    Trajectory recovered = passing(Attempt.at(OPEN).rollout(1).counts(3, 3, 2));

    Curated curated =
        new Curator(new CurationSettings(1, 0, 0, 1), CHECKS)
            .curate(OPEN, List.of(clean, recovered), List.of(), verdicts);

    assertThat(curated.accepted())
        .extracting(Accepted::trajectoryId)
        .containsExactly(clean.trajectoryId());
    assertThat(curated.rejected())
        .extracting(Rejected::code, Rejected::reason)
        .containsExactly(
            Assertions.tuple(
                "tool_error_share",
                "2 of 3 tool calls failed or found nothing; a share of 0.0 of such trajectories is"
                    + " kept"));
  }

  @Test
  void refusesTrajectoriesWithoutVerdictsOfOtherTasksAndTwice() {
    Trajectory unchecked = Attempt.at(OPEN).answers("x").build();
    Trajectory checked = passing(Attempt.at(OPEN).rollout(1));

    assertThatThrownBy(() -> curator.curate(OPEN, List.of(unchecked), List.of(), verdicts))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            " has no verdict of check protocol_shape: the check step is incomplete, run it again");
    assertThatThrownBy(() -> curator.curate(KNOWN, List.of(checked), List.of(), verdicts))
        .hasMessageContaining(" is of task ");
    assertThatThrownBy(() -> curator.curate(OPEN, List.of(checked, checked), List.of(), verdicts))
        .hasMessage("a trajectory of task " + OPEN.taskId() + " came twice");
  }

  @Test
  void namesTheSettingOutOfRange() {
    assertThatThrownBy(() -> new CurationSettings(1, 1.5, 0, 1))
        .hasMessage("tool_error_keep must be from 0 to 1, not 1.5");
    assertThatThrownBy(() -> new CurationSettings(1, 1, 0.8, 0.2))
        .hasMessage("rl_min_pass_rate is 0.8, above rl_max_pass_rate, which is 0.2");
    assertThatThrownBy(() -> new ToolErrorShare(-1))
        .hasMessage("keep must be from 0 to 1, not -1.0");
  }

  @Test
  void everyTrajectoryEndsOnceWhateverTheOrder() {
    Trials.of(
        200,
        random ->
            everyTrajectoryEndsOnce(
                Trials.list(8, random, () -> random.nextInt(4)),
                Trials.list(3, random, () -> random.nextInt(2) == 1),
                random.nextInt(2) == 1,
                random.nextLong()));
  }

  /** Kinds: 0 failed, 1 rejected by a check, 2 passed, 3 passed with a tool error. */
  private void everyTrajectoryEndsOnce(
      List<Integer> kinds, List<Boolean> references, boolean known, long seed) {
    verdicts.clear();
    Task task = known ? KNOWN : OPEN;
    List<Trajectory> attempts = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Attempt attempt = Attempt.at(task).rollout(i).counts(1 + i % 3, i % 2, kinds.get(i) / 3);
      attempts.add(
          switch (kinds.get(i)) {
            case 0 -> attempt.fails("no_answer", "none").build();
            case 1 -> failing(attempt);
            default -> passing(attempt);
          });
    }
    List<Trajectory> measured = new ArrayList<>();
    for (int i = 0; known && i < references.size(); i++) {
      measured.add(reference(i, references.get(i)));
    }
    Curator half = new Curator(CurationSettings.DEFAULT, CHECKS);

    Curated curated = half.curate(task, attempts, measured, verdicts);

    List<String> in =
        Stream.concat(attempts.stream(), measured.stream()).map(Trajectory::trajectoryId).toList();
    List<String> out =
        Stream.concat(
                curated.accepted().stream().map(Accepted::trajectoryId),
                curated.rejected().stream().map(Rejected::id))
            .toList();
    assertThat(out).containsExactlyInAnyOrderElementsOf(in);
    assertThat(curated.rejected()).allMatch(row -> !row.code().isEmpty());
    if (known) {
      assertThat(curated.accepted()).hasSizeLessThanOrEqualTo(1);
    }

    Collections.shuffle(attempts, new Random(seed));
    Collections.shuffle(measured, new Random(seed));
    assertThat(half.curate(task, attempts, measured, verdicts)).isEqualTo(curated);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theShareOfToolErrorsIsAboutTheProbability(int tenths) {
    ToolErrorShare share = new ToolErrorShare(tenths / 10.0);
    long kept = 0;
    for (int i = 0; i < 2000; i++) {
      kept += share.keeps("trajectory-" + i, true) ? 1 : 0;
      assertThat(share.keeps("trajectory-" + i, false)).isTrue();
    }
    // Five standard deviations of a fair draw.
    assertThat(kept / 2000.0).isBetween(tenths / 10.0 - 0.06, tenths / 10.0 + 0.06);
  }
}
