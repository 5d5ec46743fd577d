package io.synth.recipe;

import io.synth.fake.MapCorpus;
import io.synth.fake.MapGraph;
import io.synth.fake.ScriptedTeacher;
import io.synth.model.Seed;
import io.synth.model.Task;
import java.util.List;
import java.util.Random;

/** Runs a recipe on a seed with a fixed random seed. */
final class RecipeRun {
  final ScriptedTeacher teacher = new ScriptedTeacher();
  final MapCorpus corpus = new MapCorpus();
  final MapGraph graph = new MapGraph();
  RecipeSettings settings = RecipeSettings.DEFAULT;

  Task only(String recipe, Seed seed) throws RecipeException {
    RecipeContext context = new RecipeContext(teacher, corpus, graph, new Random(7), settings);
    List<Task> tasks = Recipes.named(recipe).tasks(seed, context);
    if (tasks.size() != 1) {
      throw new AssertionError("expected one task, got " + tasks.size());
    }
    return tasks.get(0);
  }

  /** The failure of a recipe as {@code code: message}. */
  String failure(String recipe, Seed seed) {
    try {
      return "none: " + only(recipe, seed).prompt();
    } catch (RecipeException e) {
      return e.code() + ": " + e.getMessage();
    }
  }
}
