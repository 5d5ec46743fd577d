package io.synth.curate;

import io.synth.check.Checks;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import java.util.List;
import java.util.Map;

/**
 * How well the reference model does on a task. An attempt is right when its {@value
 * Checks#ANSWER_MATCH} verdict passed; one without an answer is wrong; one whose answer cannot be
 * compared does not count.
 *
 * @param attempts attempts that could be judged
 * @param passes those that were right
 */
record Difficulty(int attempts, int passes) {

  static Difficulty of(List<Trajectory> reference, Map<String, List<Verdict>> verdicts) {
    int attempts = 0;
    int passes = 0;
    for (Trajectory trajectory : reference) {
      if (trajectory.status() == Trajectory.Status.FAILED) {
        attempts++;
        continue;
      }
      for (Verdict verdict : verdicts.getOrDefault(trajectory.trajectoryId(), List.of())) {
        if (verdict.check().equals(Checks.ANSWER_MATCH) && Outcome.applies(verdict)) {
          attempts++;
          passes += verdict.passed() ? 1 : 0;
        }
      }
    }
    return new Difficulty(attempts, passes);
  }

  boolean tooEasy(CurationSettings settings) {
    return passes > 0 && (double) passes / attempts >= settings.tooEasy();
  }
}
