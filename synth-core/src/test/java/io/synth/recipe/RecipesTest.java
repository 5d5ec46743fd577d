package io.synth.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.agent.Acting;
import io.synth.fake.Seeds;
import io.synth.model.Capability;
import io.synth.model.SeedKind;
import org.junit.jupiter.api.Test;

class RecipesTest {
  @Test
  void findsRecipesByName() {
    for (Recipe recipe : Recipes.all()) {
      assertThat(Recipes.named(recipe.name())).isSameAs(recipe);
    }
    assertThat(Recipes.named("fact_check").acting()).isEqualTo(Acting.DEEP_VERIFY);
    assertThat(Recipes.named("error_reflection").acting()).isEqualTo(Acting.REFLECT);
    assertThat(Recipes.named("graph_walk").acting()).isEqualTo(Acting.REACT);
  }

  @Test
  void namesTheRecipesThereAreForAnUnknownName() {
    assertThatThrownBy(() -> Recipes.named("graph_wlak"))
        .isInstanceOfSatisfying(
            SynthException.class,
            e -> assertThat(e.code()).isEqualTo(SynthException.Code.CONFIGURATION))
        .hasMessage(
            "there is no recipe 'graph_wlak'; the recipes are report_reversal, graph_walk,"
                + " link_walk, error_reflection, fact_check, report_rewrite, deep_research");
  }

  @Test
  void appliesAllRecipesOfTheKindToAnUnrestrictedSeed() {
    assertThat(Recipes.applicable(Seeds.restricted(SeedKind.REPORT)))
        .extracting(Recipe::name)
        .containsExactly("report_reversal", "report_rewrite");
  }

  @Test
  void respectsTheCapabilitiesOfASeed() {
    assertThat(Recipes.applicable(Seeds.restricted(SeedKind.QUESTION, Capability.END_TO_END)))
        .extracting(Recipe::name)
        .containsExactly("deep_research");
    assertThat(Recipes.applicable(Seeds.restricted(SeedKind.GRAPH, Capability.REPORT))).isEmpty();
  }
}
