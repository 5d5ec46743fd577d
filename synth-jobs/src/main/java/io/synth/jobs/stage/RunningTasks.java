package io.synth.jobs.stage;

import io.synth.jobs.Worker;
import io.synth.jobs.WorkerSpec;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaSparkContext;

/** The Spark tasks of a job that has failed. */
final class RunningTasks {
  private static final long LOOK_MS = 100;

  private RunningTasks() {}

  /**
   * Waits until they have ended: Spark has told them to, and does not wait for them itself. Their
   * calls in flight are paid for, and are journaled only while the executors are there.
   */
  static void end(JavaSparkContext spark, WorkerSpec spec, Stop reason) {
    Worker.stopAll(spec, reason);
    try {
      while (!spark.sc().isStopped() && any(spark)) {
        Thread.sleep(LOOK_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean any(JavaSparkContext spark) {
    for (SparkExecutorInfo executor : spark.statusTracker().getExecutorInfos()) {
      if (executor.numRunningTasks() > 0) {
        return true;
      }
    }
    return false;
  }
}
