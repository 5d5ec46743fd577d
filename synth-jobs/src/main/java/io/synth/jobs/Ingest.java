package io.synth.jobs;

import io.synth.config.SynthConfig;
import io.synth.jobs.stage.GroupedStage;
import io.synth.jobs.stage.ItemRows;
import io.synth.jobs.stage.Payload;
import io.synth.jobs.stage.Stop;
import io.synth.model.Capability;
import io.synth.model.ContentHash;
import io.synth.model.Rejected;
import io.synth.model.Seed;
import io.synth.model.Task;
import io.synth.recipe.Recipe;
import io.synth.recipe.RecipeContext;
import io.synth.recipe.RecipeException;
import io.synth.recipe.Recipes;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import io.synth.teacher.TeacherException;
import io.synth.teacher.TeacherSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Seeds to tasks: reads the seed file, quarantines what is broken, and lets each recipe that fits
 * make tasks of each seed.
 */
final class Ingest implements Job {
  static final String STEP = "ingest";

  @Override
  public String step() {
    return STEP;
  }

  @Override
  public List<RunDataset<?>> outputs() {
    return List.of(
        RunDataset.SEEDS, RunDataset.QUARANTINE, RunDataset.TASKS, RunDataset.REJECTED_TASKS);
  }

  @Override
  public String shape(JobContext context) throws IOException {
    SynthConfig config = context.config();
    StringBuilder shape = new StringBuilder(Shape.of(context, config.ingest()));
    shape.append(SeedFiles.of(context).fingerprint());
    String index = context.worker().index();
    if (index != null) {
      shape.append(Indexes.fingerprint(index, context.context().hadoopConfiguration()));
    }
    for (String graph : new TreeMap<>(context.worker().graphs()).values()) {
      shape.append(Indexes.fingerprint(graph, context.context().hadoopConfiguration()));
    }
    return shape.toString();
  }

  @Override
  public int groups(JobContext context) throws IOException {
    SeedFiles.of(context).write(context.run().address());
    return JobContext.groups(
        context.count(RunDataset.SEEDS), context.config().ingest().groupSize());
  }

  @Override
  public long items(JobContext context) {
    return attempts(context);
  }

  private static long attempts(JobContext context) {
    List<String> names = context.config().ingest().recipes();
    return context
        .records(RunDataset.SEEDS)
        .map(seed -> (long) items(seed, names).size())
        .fold(0L, Long::sum);
  }

  @Override
  public @Nullable Stop work(JobContext context, int groups) throws IOException {
    List<String> names = context.config().ingest().recipes();
    JavaPairRDD<String, byte[]> items =
        context.records(RunDataset.SEEDS).flatMapToPair(seed -> items(seed, names).iterator());
    return new GroupedStage(
            STEP,
            List.of(RunDataset.TASKS, RunDataset.REJECTED_TASKS),
            groups,
            context.config().ingest().parallel(),
            Ingest::makeTasks)
        .run(context.context(), items, context.worker(), context.batches());
  }

  /** One item for each recipe that fits; one without a recipe where none fits, to be rejected. */
  private static List<Tuple2<String, byte[]>> items(Seed seed, List<String> names) {
    byte[] bytes = RunDataset.SEEDS.encode(seed);
    List<Tuple2<String, byte[]>> items = new ArrayList<>();
    for (Recipe recipe : Recipes.applicable(seed)) {
      if (!names.contains(recipe.name())) {
        continue;
      }
      items.add(
          new Tuple2<>(
              ContentHash.id("recipe", seed.seedId(), recipe.name()),
              Payload.of(Payload.text(recipe.name()), bytes)));
    }
    if (items.isEmpty()) {
      items.add(
          new Tuple2<>(
              ContentHash.id("recipe", seed.seedId(), ""), Payload.of(Payload.text(""), bytes)));
    }
    return items;
  }

  private static void makeTasks(
      byte[] payload, TeacherSession session, Worker worker, ItemRows rows) {
    Payload.Reader parts = Payload.read(payload);
    String name = parts.text();
    Seed seed = RunDataset.SEEDS.decode(parts.bytes());
    if (name.isEmpty()) {
      rows.add(
          RunDataset.REJECTED_TASKS,
          rejected(
              seed,
              null,
              "",
              "no_recipe",
              "no configured recipe makes tasks from a "
                  + seed.kind().label()
                  + " seed with the capabilities it allows"));
      return;
    }
    Recipe recipe = Recipes.named(name);
    Capability capability = recipe.capability();
    try {
      RecipeContext context =
          new RecipeContext(
              session,
              worker.corpus(),
              worker.graph(seed),
              new SplittableRandom(
                  ContentHash.seed(
                      "recipe", Long.toString(worker.config().randomSeed()), seed.seedId(), name)),
              worker.recipeSettings());
      for (Task task : recipe.tasks(seed, context)) {
        rows.add(RunDataset.TASKS, task);
      }
    } catch (RecipeException e) {
      rows.add(
          RunDataset.REJECTED_TASKS,
          rejected(seed, capability, name, e.code(), String.valueOf(e.getMessage())));
    } catch (TeacherException e) {
      if (e.outage()) {
        throw e;
      }
      rows.add(
          RunDataset.REJECTED_TASKS,
          rejected(seed, capability, name, e.reason(), String.valueOf(e.getMessage())));
    }
  }

  private static Rejected rejected(
      Seed seed, @Nullable Capability capability, String recipe, String code, String reason) {
    return new Rejected(
        STEP,
        "seed",
        seed.seedId(),
        seed.seedId(),
        capability,
        recipe,
        seed.language(),
        "",
        code,
        reason);
  }

  @Override
  public List<Book> books(JobContext context) throws IOException {
    long seeds = context.count(RunDataset.SEEDS);
    long quarantined = context.count(RunDataset.QUARANTINE);
    long fruitful =
        context
            .records(RunDataset.TASKS)
            .map(task -> ContentHash.id("recipe", task.seedId(), task.recipe()))
            .distinct()
            .count();
    return List.of(
        new Book(STEP, "seed lines", SeedFiles.of(context).lines(), seeds, 0, quarantined),
        new Book(
            STEP,
            "attempts of a recipe at a seed",
            attempts(context),
            fruitful,
            context.count(RunDataset.REJECTED_TASKS),
            0));
  }
}
