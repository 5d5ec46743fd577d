package io.synth.check;

import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;

/**
 * One filter over a trajectory. Thread-safe; a pure function of its arguments and the judge's
 * replies.
 */
public interface Check {
  /** Name in verdicts and in the configuration. */
  String name();

  /** What it lets through, with its thresholds, as a sentence for the dataset card. */
  String description();

  /** Whether it may ask the judge, so that it is not run on what another check already failed. */
  default boolean mayAskJudge() {
    return false;
  }

  /**
   * Judges a trajectory that has an answer.
   *
   * @param judge the teachers, for checks that need a judge; a check that can tell without does not
   *     call it
   * @return a verdict made with {@link Verdicts}
   */
  Verdict check(Trajectory trajectory, Task task, TeacherSession judge);
}
