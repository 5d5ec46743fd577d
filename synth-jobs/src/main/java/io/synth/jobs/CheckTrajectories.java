package io.synth.jobs;

import io.synth.jobs.stage.GroupedStage;
import io.synth.jobs.stage.ItemRows;
import io.synth.jobs.stage.Payload;
import io.synth.jobs.stage.Stop;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import io.synth.teacher.TeacherSession;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Trajectories to verdicts: every check over every trajectory that has an answer. */
final class CheckTrajectories implements Job {
  static final String STEP = "check";

  @Override
  public String step() {
    return STEP;
  }

  @Override
  public List<RunDataset<?>> outputs() {
    return List.of(RunDataset.VERDICTS);
  }

  @Override
  public String shape(JobContext context) {
    return Shape.of(context, context.config().check());
  }

  @Override
  public int groups(JobContext context) {
    return JobContext.groups(answered(context), context.config().check().groupSize());
  }

  private static long answered(JobContext context) {
    return context
        .withoutLongColumns(RunDataset.TRAJECTORIES)
        .filter(CheckTrajectories::hasAnswer)
        .count();
  }

  private static boolean hasAnswer(Trajectory trajectory) {
    return trajectory.status() != Trajectory.Status.FAILED;
  }

  @Override
  public long items(JobContext context) {
    return answered(context);
  }

  @Override
  public @Nullable Stop work(JobContext context, int groups) throws IOException {
    JavaPairRDD<String, byte[]> tasks =
        context
            .records(RunDataset.TASKS)
            .mapToPair(task -> new Tuple2<>(task.taskId(), RunDataset.TASKS.encode(task)));
    JavaPairRDD<String, byte[]> items =
        context
            .records(RunDataset.TRAJECTORIES)
            .filter(CheckTrajectories::hasAnswer)
            .mapToPair(
                trajectory ->
                    new Tuple2<>(
                        trajectory.taskId(),
                        new Tuple2<>(
                            trajectory.trajectoryId(), RunDataset.TRAJECTORIES.encode(trajectory))))
            .join(tasks)
            .mapToPair(
                joined ->
                    new Tuple2<>(
                        joined._2()._1()._1(),
                        Payload.of(joined._2()._1()._2(), joined._2()._2())));
    return new GroupedStage(
            STEP,
            List.of(RunDataset.VERDICTS),
            groups,
            context.config().check().parallel(),
            CheckTrajectories::judge)
        .run(context.context(), items, context.worker(), context.batches());
  }

  private static void judge(byte[] payload, TeacherSession session, Worker worker, ItemRows rows) {
    Payload.Reader parts = Payload.read(payload);
    Trajectory trajectory = RunDataset.TRAJECTORIES.decode(parts.bytes());
    Task task = RunDataset.TASKS.decode(parts.bytes());
    for (Verdict verdict : worker.checks().verdicts(trajectory, task, session)) {
      rows.add(RunDataset.VERDICTS, verdict);
    }
  }

  @Override
  public List<Book> books(JobContext context) {
    int checks = context.config().check().checks().size();
    return List.of(
        new Book(
            STEP,
            "checks of a trajectory",
            answered(context) * checks,
            context.count(RunDataset.VERDICTS),
            0,
            0));
  }
}
