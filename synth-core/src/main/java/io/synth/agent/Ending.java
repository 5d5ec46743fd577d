package io.synth.agent;

import io.synth.model.Finding;
import io.synth.model.Trajectory.Status;
import java.util.List;

/** How an attempt ended, in the words of {@link io.synth.model.Trajectory}. */
record Ending(Status status, String code, String reason, String answer, List<Finding> findings) {
  Ending {
    findings = List.copyOf(findings);
  }

  static Ending finished(String answer) {
    return new Ending(Status.FINISHED, "", "", answer, List.of());
  }

  static Ending forced(Limit limit, String answer) {
    return new Ending(Status.FORCED, limit.code(), limit.reason(), answer, List.of());
  }

  static Ending failed(String code, String reason) {
    return new Ending(Status.FAILED, code, reason, "", List.of());
  }

  Ending withAnswer(String newAnswer) {
    return new Ending(status, code, reason, newAnswer, findings);
  }

  Ending withFindings(List<Finding> newFindings) {
    return new Ending(status, code, reason, answer, newFindings);
  }
}
