package io.synth.check;

import io.synth.model.Trajectory;
import io.synth.model.Verdict;

/** Makes the verdicts of one check over one trajectory. */
public record Verdicts(String check, Trajectory trajectory) {
  /** Passed. */
  public Verdict pass(double score, String reason) {
    return verdict(true, score, "ok", reason, -1, -1, -1);
  }

  /** Passed because the check has nothing to say of such a trajectory. */
  public Verdict notApplicable(String reason) {
    return verdict(true, 1, "not_applicable", reason, -1, -1, -1);
  }

  /** Failed as a whole. */
  public Verdict fail(double score, String code, String reason) {
    return verdict(false, score, code, reason, -1, -1, -1);
  }

  /** Failed at a message. */
  public Verdict failAt(double score, String code, String reason, int message) {
    return verdict(false, score, code, reason, message, -1, -1);
  }

  /** Failed at a passage of a message's content, in UTF-16 code units, the end exclusive. */
  public Verdict failAt(double score, String code, String reason, int message, int start, int end) {
    return verdict(false, score, code, reason, message, start, end);
  }

  private Verdict verdict(
      boolean passed, double score, String code, String reason, int message, int start, int end) {
    return new Verdict(
        trajectory.trajectoryId(),
        trajectory.taskId(),
        check,
        passed,
        score,
        code,
        reason,
        message,
        start,
        end);
  }
}
