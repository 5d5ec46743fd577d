package io.synth.recipe;

import io.synth.agent.Acting;
import io.synth.agent.PromptText;
import io.synth.agent.Sections;
import io.synth.model.Capability;
import io.synth.model.Claim;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Task;
import java.util.List;
import java.util.Map;

/**
 * The deep verification of Step-DeepResearch: a paragraph with its points, whose judged results the
 * findings are compared with.
 */
final class FactCheck implements Recipe {
  @Override
  public String name() {
    return "fact_check";
  }

  @Override
  public Capability capability() {
    return Capability.VERIFICATION;
  }

  @Override
  public SeedKind seedKind() {
    return SeedKind.PARAGRAPH;
  }

  @Override
  public Acting acting() {
    return Acting.DEEP_VERIFY;
  }

  @Override
  public List<Task> tasks(Seed seed, RecipeContext context) throws RecipeException {
    String paragraph = seed.text() == null ? "" : seed.text().strip();
    if (paragraph.isEmpty()) {
      throw new RecipeException("no_text", "The seed has no paragraph to verify.");
    }
    if (seed.claims().isEmpty()) {
      throw new RecipeException(
          "no_claims", "The seed has no judged claims to compare the findings with.");
    }
    String prompt =
        PromptText.fill(
            PromptText.read(FactCheck.class, "fact_check." + seed.language().label()),
            Map.of(
                "paragraph",
                paragraph,
                "points",
                Sections.numbered(seed.claims().stream().map(Claim::text).toList())));
    return List.of(Task.builder(seed, capability(), name(), prompt).claims(seed.claims()).build());
  }
}
