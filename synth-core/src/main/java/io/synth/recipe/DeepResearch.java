package io.synth.recipe;

import io.synth.model.Capability;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Task;
import java.util.List;

/**
 * A whole research run on the user's question. It is judged by the known answer, by the user's
 * rubric, or, where there is neither, by a rubric that the writer makes.
 */
final class DeepResearch implements Recipe {
  @Override
  public String name() {
    return "deep_research";
  }

  @Override
  public Capability capability() {
    return Capability.END_TO_END;
  }

  @Override
  public SeedKind seedKind() {
    return SeedKind.QUESTION;
  }

  @Override
  public List<Task> tasks(Seed seed, RecipeContext context) throws RecipeException {
    String question = seed.question() == null ? "" : seed.question().strip();
    if (question.isEmpty()) {
      throw new RecipeException("no_question", "The seed has no question.");
    }
    Task.Builder task =
        Task.builder(seed, capability(), name(), question)
            .answer(seed.answer())
            .aliases(seed.aliases())
            .rubric(seed.rubric());
    if (seed.answer() != null || !seed.rubric().isEmpty()) {
      return List.of(task.build());
    }
    Writer writer = new Writer(context.teachers());
    return List.of(writer.sign(task.rubric(RubricWriter.write(question, seed.language(), writer))));
  }
}
