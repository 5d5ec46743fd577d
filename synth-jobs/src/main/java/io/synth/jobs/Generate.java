package io.synth.jobs;

import io.synth.agent.Agent;
import io.synth.jobs.stage.GroupedStage;
import io.synth.jobs.stage.ItemRows;
import io.synth.jobs.stage.Payload;
import io.synth.jobs.stage.Stop;
import io.synth.model.Capability;
import io.synth.model.Labelled;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import io.synth.teacher.TeacherSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Tasks to trajectories: each task is acted out as often as configured, each attempt an item of its
 * own.
 */
final class Generate implements Job {
  static final String STEP = "generate";

  @Override
  public String step() {
    return STEP;
  }

  @Override
  public List<RunDataset<?>> outputs() {
    return List.of(RunDataset.TRAJECTORIES);
  }

  @Override
  public String shape(JobContext context) {
    return Shape.of(context, context.config().generate());
  }

  @Override
  public int groups(JobContext context) {
    return JobContext.groups(attempts(context), context.config().generate().groupSize());
  }

  @Override
  public long items(JobContext context) {
    return attempts(context);
  }

  @Override
  public @Nullable Stop work(JobContext context, int groups) throws IOException {
    int rollouts = context.config().generate().rollouts();
    int references = context.config().generate().referenceRollouts();
    JavaPairRDD<String, byte[]> items =
        context
            .records(RunDataset.TASKS)
            .flatMapToPair(task -> items(task, rollouts, references).iterator());
    return new GroupedStage(
            STEP,
            List.of(RunDataset.TRAJECTORIES),
            groups,
            context.config().generate().parallel(),
            Generate::act)
        .run(context.context(), items, context.worker(), context.batches());
  }

  private static List<Tuple2<String, byte[]>> items(Task task, int rollouts, int references) {
    byte[] bytes = RunDataset.TASKS.encode(task);
    List<Tuple2<String, byte[]>> items = new ArrayList<>();
    for (int rollout = 0; rollout < rollouts; rollout++) {
      items.add(item(task, TeacherRole.ACTOR, rollout, bytes));
    }
    for (int rollout = 0; measured(task.capability()) && rollout < references; rollout++) {
      items.add(item(task, TeacherRole.REFERENCE, rollout, bytes));
    }
    return items;
  }

  /** Difficulty is measured for questions that ask for a search. */
  private static boolean measured(Capability capability) {
    return capability == Capability.SEARCH;
  }

  private static Tuple2<String, byte[]> item(
      Task task, TeacherRole role, int rollout, byte[] bytes) {
    return new Tuple2<>(
        Agent.trajectoryId(task.taskId(), role, rollout),
        Payload.of(Payload.text(role.label()), Payload.text(Integer.toString(rollout)), bytes));
  }

  private static void act(byte[] payload, TeacherSession session, Worker worker, ItemRows rows) {
    Payload.Reader parts = Payload.read(payload);
    TeacherRole role = Labelled.of(TeacherRole.class, parts.text());
    int rollout = Integer.parseInt(parts.text());
    Task task = RunDataset.TASKS.decode(parts.bytes());
    rows.add(RunDataset.TRAJECTORIES, worker.act(task, rollout, role, session));
  }

  private static long attempts(JobContext context) {
    long tasks = context.count(RunDataset.TASKS);
    long measured =
        context.records(RunDataset.TASKS).filter(task -> measured(task.capability())).count();
    return tasks * context.config().generate().rollouts()
        + measured * context.config().generate().referenceRollouts();
  }

  @Override
  public List<Book> books(JobContext context) {
    return List.of(
        new Book(
            STEP,
            "attempts at a task",
            attempts(context),
            context.count(RunDataset.TRAJECTORIES),
            0,
            0));
  }
}
