package io.synth.jobs.stage;

import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.executor.CommitDeniedException;

/**
 * The driver's leave to commit a group. Spark gives it to one attempt of a task at a time, and to
 * another one when that attempt has failed, as for its own output formats.
 */
final class CommitRight {
  private CommitRight() {}

  /**
   * Asks for it.
   *
   * @throws CommitDeniedException where another attempt has it: Spark tries again if that one fails
   */
  static void take() throws CommitDeniedException {
    TaskContext task = TaskContext.get();
    boolean granted =
        SparkEnv.get()
            .outputCommitCoordinator()
            .canCommit(
                task.stageId(),
                task.stageAttemptNumber(),
                task.partitionId(),
                task.attemptNumber());
    if (!granted) {
      throw new CommitDeniedException(
          "another attempt commits partition " + task.partitionId(),
          task.stageId(),
          task.partitionId(),
          task.attemptNumber());
    }
  }
}
