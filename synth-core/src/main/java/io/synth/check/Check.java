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

  /**
   * Judges a trajectory that has an answer.
   *
   * @param judge the teachers, for checks that need a judge; a check that can tell without does not
   *     call it
   * @return a verdict made with {@link Verdicts}
   */
  Verdict check(Trajectory trajectory, Task task, TeacherSession judge);
}
