package io.synth.jobs.stage;

import io.synth.jobs.governor.GovernorPlugin;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/** The right to work at a group, which one attempt has at a time. */
final class GroupClaim {
  private static final long POLL_MILLIS = 200;

  private final String group;
  private final long attempt;

  private GroupClaim(String group, long attempt) {
    this.group = group;
    this.attempt = attempt;
  }

  /**
   * Waits until no other attempt works at the group.
   *
   * @throws TaskKilledException where Spark has no more need of this attempt
   */
  static GroupClaim take(String run, String step, int group) throws InterruptedException {
    TaskContext task = TaskContext.get();
    String name = run + " " + step + "-" + group;
    while (!GovernorPlugin.claim(name, task.taskAttemptId())) {
      if (task.isInterrupted()) {
        throw new TaskKilledException("another attempt works at " + name);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return new GroupClaim(name, task.taskAttemptId());
  }

  /** The attempt has ended. */
  void release() {
    GovernorPlugin.release(group, attempt);
  }
}
