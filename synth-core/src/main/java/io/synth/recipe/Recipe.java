package io.synth.recipe;

import io.synth.agent.Acting;
import io.synth.model.Capability;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Task;
import java.util.List;

/** A named way to make tasks of one capability from one kind of seed. Thread-safe. */
public interface Recipe {
  /** Name in tasks and in the configuration, e.g. {@code graph_walk}. */
  String name();

  Capability capability();

  SeedKind seedKind();

  /** How tasks of this recipe are acted out. */
  default Acting acting() {
    return Acting.REACT;
  }

  /**
   * Makes tasks from a seed. A pure function of the seed, the corpus and the teachers' replies.
   *
   * @return at least one task
   * @throws RecipeException when the seed yields no task, with the reason
   */
  List<Task> tasks(Seed seed, RecipeContext context) throws RecipeException;
}
