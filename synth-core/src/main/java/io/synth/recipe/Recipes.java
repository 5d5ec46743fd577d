package io.synth.recipe;

import io.synth.SynthException;
import io.synth.model.Seed;
import java.util.List;
import java.util.stream.Collectors;

/** The recipes there are. Thread-safe. */
public final class Recipes {
  private static final List<Recipe> ALL =
      List.of(
          new ReportReversal(),
          new GraphWalk(),
          new LinkWalk(),
          new ErrorReflection(),
          new FactCheck(),
          new ReportRewrite(),
          new DeepResearch());

  private Recipes() {}

  /** All recipes, in a fixed order. */
  public static List<Recipe> all() {
    return ALL;
  }

  /**
   * The recipe of a name.
   *
   * @throws SynthException with the code of a wrong configuration, naming the recipes there are
   */
  public static Recipe named(String name) {
    return ALL.stream()
        .filter(recipe -> recipe.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SynthException(
                    SynthException.Code.CONFIGURATION,
                    "there is no recipe '"
                        + name
                        + "'; the recipes are "
                        + ALL.stream().map(Recipe::name).collect(Collectors.joining(", "))));
  }

  /** The recipes for a seed's kind and for the capabilities it is restricted to, if any. */
  public static List<Recipe> applicable(Seed seed) {
    return ALL.stream()
        .filter(recipe -> recipe.seedKind() == seed.kind())
        .filter(
            recipe ->
                seed.capabilities().isEmpty() || seed.capabilities().contains(recipe.capability()))
        .toList();
  }
}
