package io.synth.curate;

import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An attempt of the actor with its verdicts, in the order of the checks. */
record Outcome(Trajectory trajectory, List<Verdict> verdicts) {

  static Outcome of(Trajectory trajectory, List<Verdict> verdicts, List<String> checks) {
    List<Verdict> ordered =
        verdicts.stream()
            .sorted(
                Comparator.comparingInt((Verdict v) -> rank(checks, v))
                    .thenComparing(Verdict::check))
            .toList();
    Outcome outcome = new Outcome(trajectory, ordered);
    if (trajectory.status() != Trajectory.Status.FAILED && outcome.failure().isEmpty()) {
      outcome.requireAll(checks);
    }
    return outcome;
  }

  static boolean applies(Verdict verdict) {
    return !verdict.code().equals("not_applicable");
  }

  boolean failed() {
    return trajectory.status() == Trajectory.Status.FAILED;
  }

  /** The first check that failed. */
  Optional<Verdict> failure() {
    return verdicts.stream().filter(v -> !v.passed()).findFirst();
  }

  boolean passed() {
    return !failed() && failure().isEmpty();
  }

  /** Mean score over the checks that applied; 1 where none did. */
  double score() {
    return verdicts.stream()
        .filter(Outcome::applies)
        .mapToDouble(Verdict::score)
        .average()
        .orElse(1);
  }

  int checks() {
    return (int) verdicts.stream().filter(Outcome::applies).count();
  }

  private void requireAll(List<String> checks) {
    Set<String> there = new HashSet<>();
    verdicts.forEach(v -> there.add(v.check()));
    for (String check : checks) {
      if (!there.contains(check)) {
        throw new IllegalStateException(
            "trajectory "
                + trajectory.trajectoryId()
                + " of task "
                + trajectory.taskId()
                + " has no verdict of check "
                + check
                + ": the check step is incomplete, run it again");
      }
    }
  }

  private static int rank(List<String> checks, Verdict verdict) {
    int index = checks.indexOf(verdict.check());
    return index < 0 ? checks.size() : index;
  }
}
