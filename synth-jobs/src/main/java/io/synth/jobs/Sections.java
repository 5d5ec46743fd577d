package io.synth.jobs;

import io.synth.agent.AgentSettings;
import io.synth.check.CheckSettings;
import io.synth.config.SynthConfig;
import io.synth.curate.CurationSettings;
import io.synth.curate.Curator;
import io.synth.journal.SegmentLimits;
import io.synth.recipe.RecipeSettings;
import io.synth.stage.RlBudgets;
import java.time.Duration;

/** The settings of the domain's parts, from the sections of the configuration. */
final class Sections {
  private static final int ANSWER_RESERVE_TOKENS = 8192;
  private static final int CALLS_OF_A_TURN = 5;
  private static final int NUDGES = 2;

  private Sections() {}

  static Curator curator(SynthConfig config) {
    SynthConfig.Curate curate = config.curate();
    return new Curator(
        new CurationSettings(
            curate.tooEasy(),
            curate.toolErrorKeep(),
            curate.rlMinPassRate(),
            curate.rlMaxPassRate()),
        config.check().checks());
  }

  static AgentSettings agent(SynthConfig config) {
    SynthConfig.Generate generate = config.generate();
    return new AgentSettings(
        generate.maxSteps(),
        generate.maxToolCalls(),
        generate.maxTokens(),
        ANSWER_RESERVE_TOKENS,
        CALLS_OF_A_TURN,
        NUDGES,
        generate.reflections());
  }

  static RecipeSettings recipes(SynthConfig config) {
    SynthConfig.Ingest ingest = config.ingest();
    return new RecipeSettings(
        ingest.minDegree(),
        ingest.maxDegree(),
        ingest.minNodes(),
        ingest.maxNodes(),
        ingest.hubDegree(),
        ingest.minHops(),
        ingest.maxHops(),
        ingest.walkSteps(),
        ingest.minReportWords());
  }

  static CheckSettings checks(SynthConfig config) {
    SynthConfig.CheckSection check = config.check();
    return new CheckSettings(
        check.checks(),
        check.claimsRight(),
        check.criticalCited(),
        check.support(),
        check.ngramWords(),
        check.ngramCharacters(),
        check.duplicateNgrams(),
        check.repeatedCalls(),
        check.planFollowed());
  }

  static SegmentLimits segments(SynthConfig config) {
    SynthConfig.JournalSection journal = config.journal();
    return new SegmentLimits(
        (long) journal.segmentMib() << 20,
        Duration.ofMillis(Math.round(journal.segmentSeconds() * 1000)));
  }

  static RlBudgets budgets(SynthConfig config) {
    SynthConfig.Generate generate = config.generate();
    return new RlBudgets(generate.maxSteps(), generate.maxToolCalls(), generate.maxTokens());
  }
}
