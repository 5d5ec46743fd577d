package io.synth.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.synth.SynthException;
import io.synth.config.Prices;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static final String REPORT =
      """
      {"run": {"settings": [{"key": "generate.rollouts", "value": "2"},
                            {"key": "generate.reference_rollouts", "value": "2"}]},
       "funnel": [{"name": "Seeds", "count": 10}, {"name": "Tasks", "count": 20},
                  {"name": "Trajectories", "count": 50}],
       "rejections": [{"code": "reference", "count": 10}, {"code": "too_easy", "count": 3}],
       "teachers": [
         {"role": "writer", "calls": 30, "prompt_tokens": 3000, "cached_tokens": 0, "completion_tokens": 300},
         {"role": "actor", "calls": 400, "prompt_tokens": 40000, "cached_tokens": 20000, "completion_tokens": 4000},
         {"role": "reference", "calls": 50, "prompt_tokens": 5000, "cached_tokens": 0, "completion_tokens": 500},
         {"role": "judge", "calls": 100, "prompt_tokens": 10000, "cached_tokens": 0, "completion_tokens": 1000}]}
      """;

  private final Experience known = Experience.ofReport(REPORT, "run");

  @Test
  void theSameRunAgainAsksTheSame() {
    Estimate same = Estimate.of(known, 10, 2, 2, EstimateTest::free);
    assertThat(same.tasks()).isEqualTo(20);
    assertThat(same.attempts()).isEqualTo(50);
    assertThat(calls(same))
        .isEqualTo(
            Map.of(
                TeacherRole.WRITER, 30,
                TeacherRole.ACTOR, 400,
                TeacherRole.REFERENCE, 50,
                TeacherRole.JUDGE, 100));
    assertThat(same.total()).isEqualTo(new Usage(580, 58_000, 20_000, 5_800, 0, 0));
  }

  @Test
  void moreAttemptsCostTheActorAndTheJudgeMoreAndTheWriterNothing() {
    Estimate more = Estimate.of(known, 10, 4, 0, EstimateTest::free);
    assertThat(more.attempts()).isEqualTo(80);
    assertThat(calls(more))
        .isEqualTo(
            Map.of(
                TeacherRole.WRITER, 30,
                TeacherRole.ACTOR, 800,
                TeacherRole.REFERENCE, 0,
                TeacherRole.JUDGE, 160));
  }

  @Test
  void itGrowsWithTheSeedsAndCostsWhatEachRolesTeacherCosts() {
    Estimate large =
        Estimate.of(
            known,
            1_000_000,
            2,
            2,
            role ->
                role == TeacherRole.ACTOR
                    ? List.of(new Estimate.Share("big", 1, new Prices(1, 0.1, 2)))
                    : free(role));
    Usage actor = of(large, TeacherRole.ACTOR);
    assertThat(actor.calls()).isEqualTo(40_000_000);
    assertThat(actor.promptTokens()).isEqualTo(4_000_000_000L);
    assertThat(actor.costUsd()).isCloseTo(2_000 + 200 + 800, within(1e-6));
    assertThat(large.total().costUsd()).isEqualTo(actor.costUsd());
  }

  @Test
  void severalRunsCountTogether() {
    Estimate both = Estimate.of(known.plus(known), 10, 2, 2, EstimateTest::free);
    assertThat(both).isEqualTo(Estimate.of(known, 10, 2, 2, EstimateTest::free));
  }

  @Test
  void theSampleRunIsAtHand() {
    Experience sample = Experience.ofSample();
    assertThat(sample.tasks()).isPositive();
    assertThat(sample.usage().keySet()).extracting(Part::role).contains(TeacherRole.values());
    assertThat(Estimate.of(sample, sample.seeds(), 2, 1, EstimateTest::free).attempts())
        .isEqualTo(sample.attempts() + sample.references());
  }

  @Test
  void aRunThatReadNoSeedsTellsNothing() {
    assertThatThrownBy(() -> Experience.ofReport("{\"funnel\": []}", "runs/a"))
        .isInstanceOf(SynthException.class)
        .hasMessage("runs/a read no seeds, so it tells nothing of others");
    assertThatThrownBy(() -> Experience.ofReport("{", "runs/a"))
        .hasMessage("runs/a has a report.json that is no JSON");
  }

  @Test
  void teachersOfOneRoleShareItsCallsAndEachCostsWhatItCosts() {
    Estimate shared =
        Estimate.of(
            known,
            100,
            2,
            2,
            role ->
                List.of(
                    new Estimate.Share("big", 0.75, new Prices(1, 0.1, 2)),
                    new Estimate.Share("small", 0.25, Prices.FREE),
                    new Estimate.Share("spare", 0, new Prices(9, 9, 9))));
    assertThat(shared.lines())
        .filteredOn(line -> line.part().role() == TeacherRole.ACTOR)
        .extracting(Estimate.Line::teacher, line -> line.usage().calls())
        .containsExactly(tuple("big", 3_000), tuple("small", 1_000), tuple("spare", 0));
    assertThat(shared.total().calls()).isEqualTo(5_800);
    // Three quarters of 580,000 input tokens, 200,000 of them cached, and of 58,000 output tokens.
    assertThat(shared.total().costUsd())
        .isCloseTo(0.75 * (380_000 + 20_000 + 116_000) / 1e6, within(1e-9));
  }

  @Test
  void eachStepOfARoleIsPredictedByItself() {
    Experience two =
        Experience.ofReport(
            REPORT.replace(
                "{\"role\": \"judge\",",
                "{\"role\": \"judge\", \"step\": \"generate\", \"calls\": 60},"
                    + " {\"role\": \"judge\","),
            "run");
    assertThat(Estimate.of(two, 20, 2, 2, EstimateTest::free).lines())
        .extracting(
            line -> line.part().step(), line -> line.part().role(), line -> line.usage().calls())
        .containsExactly(
            tuple("ingest", TeacherRole.WRITER, 60),
            tuple("generate", TeacherRole.ACTOR, 800),
            tuple("generate", TeacherRole.JUDGE, 120),
            tuple("generate", TeacherRole.REFERENCE, 100),
            tuple("check", TeacherRole.JUDGE, 200));
  }

  private static List<Estimate.Share> free(TeacherRole role) {
    return List.of(new Estimate.Share("free", 1, Prices.FREE));
  }

  private static Usage of(Estimate estimate, TeacherRole role) {
    return estimate.lines().stream()
        .filter(line -> line.part().role() == role)
        .map(Estimate.Line::usage)
        .reduce(Usage.NONE, Usage::plus);
  }

  private static Map<TeacherRole, Integer> calls(Estimate estimate) {
    return estimate.lines().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                line -> line.part().role(), line -> line.usage().calls()));
  }
}
