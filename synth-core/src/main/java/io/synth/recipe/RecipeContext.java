package io.synth.recipe;

import io.synth.corpus.Corpus;
import io.synth.corpus.KnowledgeGraph;
import io.synth.teacher.TeacherSession;
import java.util.random.RandomGenerator;

/**
 * What a recipe works with while it makes tasks from one seed.
 *
 * @param random seeded from the run's seed, the seed's id and the recipe: equal in every run
 * @param settings thresholds from the configuration
 */
public record RecipeContext(
    TeacherSession teachers,
    Corpus corpus,
    KnowledgeGraph graph,
    RandomGenerator random,
    RecipeSettings settings) {}
