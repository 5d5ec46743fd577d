package io.synth.curate;

import io.synth.model.Accepted;
import io.synth.model.Rejected;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Selects among the checked trajectories of one task. Thread-safe; a pure function of its
 * arguments, whatever their order.
 *
 * <p>Every trajectory ends in exactly one of the accepted and the rejected rows, so that rows in =
 * accepted + rejected. The first that holds decides:
 *
 * <ol>
 *   <li>an attempt of the reference model: rejected, {@value #REFERENCE}; it only measures how
 *       difficult the task is
 *   <li>no answer: rejected with the attempt's own code and reason
 *   <li>a failed check, the first in the order of the checks: rejected, {@code check.code}
 *   <li>the reference model solves the task: rejected, {@value #TOO_EASY}
 *   <li>tool errors beyond the share to keep: rejected, {@value #TOOL_ERROR_SHARE}
 *   <li>a task with a known answer has a shorter success (fewest steps, then tool calls, then
 *       tokens): rejected, {@value #LESS_EFFICIENT}
 *   <li>otherwise accepted
 * </ol>
 *
 * <p>All kept trajectories of a task that is fit for RL carry that stage; the RL row is made from
 * the task, so the writer of the stage keeps one row per id.
 */
public final class Curator {
  /** Code of attempts that only measure difficulty. */
  public static final String REFERENCE = "reference";

  /** Code where the reference model solves the task. */
  public static final String TOO_EASY = "too_easy";

  /** Code of trajectories dropped to control the proportion with tool errors. */
  public static final String TOOL_ERROR_SHARE = "tool_error_share";

  /** Code of successes that another attempt reached with fewer steps. */
  public static final String LESS_EFFICIENT = "less_efficient";

  private static final String STEP = "curate";

  private static final Comparator<Outcome> BY_EFFICIENCY =
      Comparator.comparingInt((Outcome o) -> o.trajectory().steps())
          .thenComparingInt(o -> o.trajectory().toolCalls())
          .thenComparingInt(o -> o.trajectory().tokens())
          .thenComparing(o -> o.trajectory().trajectoryId());

  private final CurationSettings settings;
  private final List<String> checks;
  private final ToolErrorShare toolErrors;

  /**
   * @param checks names of the checks that ran, in their order; a trajectory that no check failed
   *     must have a verdict of each
   */
  public Curator(CurationSettings settings, List<String> checks) {
    this.settings = settings;
    this.checks = List.copyOf(checks);
    this.toolErrors = new ToolErrorShare(settings.toolErrorKeep());
  }

  /**
   * Selects among the attempts at one task.
   *
   * @param verdicts by trajectory id; failed attempts need none
   * @throws IllegalArgumentException when a trajectory is of another task or is there twice
   * @throws IllegalStateException when a trajectory lacks the verdict of a check
   */
  public Curated curate(
      Task task,
      List<Trajectory> actorAttempts,
      List<Trajectory> referenceAttempts,
      Map<String, List<Verdict>> verdicts) {
    requireOwn(task, actorAttempts, referenceAttempts);
    Difficulty difficulty = Difficulty.of(referenceAttempts, verdicts);
    List<Outcome> outcomes =
        actorAttempts.stream()
            .sorted(Comparator.comparing(Trajectory::trajectoryId))
            .map(t -> Outcome.of(t, verdicts.getOrDefault(t.trajectoryId(), List.of()), checks))
            .toList();
    List<Rejected> rejected = new ArrayList<>();
    List<Outcome> kept = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Optional<Rejected> rejection = rejection(outcome, difficulty);
      rejection.ifPresentOrElse(rejected::add, () -> kept.add(outcome));
    }
    if (task.answer() != null) {
      keepMostEfficient(kept, rejected);
    }
    referenceAttempts.stream()
        .sorted(Comparator.comparing(Trajectory::trajectoryId))
        .map(
            t ->
                rejected(
                    t, "", REFERENCE, "an attempt by the reference model measures difficulty only"))
        .forEach(rejected::add);
    int passes = (int) outcomes.stream().filter(Outcome::passed).count();
    List<StageName> stages = stages(task, outcomes.size(), passes);
    List<Accepted> accepted =
        kept.stream()
            .map(outcome -> accepted(outcome, stages, outcomes.size(), passes, difficulty))
            .toList();
    return new Curated(accepted, rejected);
  }

  private Optional<Rejected> rejection(Outcome outcome, Difficulty difficulty) {
    Trajectory trajectory = outcome.trajectory();
    if (outcome.failed()) {
      return Optional.of(rejected(trajectory, "", trajectory.code(), trajectory.reason()));
    }
    Optional<Verdict> failure = outcome.failure();
    if (failure.isPresent()) {
      Verdict verdict = failure.get();
      return Optional.of(
          rejected(
              trajectory,
              verdict.check(),
              verdict.check() + "." + verdict.code(),
              verdict.reason()));
    }
    if (difficulty.tooEasy(settings)) {
      return Optional.of(
          rejected(
              trajectory,
              "",
              TOO_EASY,
              String.format(
                  Locale.ROOT,
                  "the reference model solves the task in %d of %d attempts; at a rate of %s or"
                      + " above it is too easy",
                  difficulty.passes(),
                  difficulty.attempts(),
                  settings.tooEasy())));
    }
    if (!toolErrors.keeps(trajectory.trajectoryId(), trajectory.toolErrors() > 0)) {
      return Optional.of(
          rejected(
              trajectory,
              "",
              TOOL_ERROR_SHARE,
              String.format(
                  Locale.ROOT,
                  "%d of %d tool calls failed or found nothing; a share of %s of such trajectories"
                      + " is kept",
                  trajectory.toolErrors(),
                  trajectory.toolCalls(),
                  settings.toolErrorKeep())));
    }
    return Optional.empty();
  }

  private static void keepMostEfficient(List<Outcome> kept, List<Rejected> rejected) {
    Optional<Outcome> best = kept.stream().min(BY_EFFICIENCY);
    if (best.isEmpty()) {
      return;
    }
    Trajectory shortest = best.get().trajectory();
    kept.removeIf(
        outcome -> {
          if (outcome.equals(best.get())) {
            return false;
          }
          Trajectory other = outcome.trajectory();
          rejected.add(
              rejected(
                  other,
                  "",
                  LESS_EFFICIENT,
                  String.format(
                      Locale.ROOT,
                      "%d steps and %d tool calls, where attempt %d took %d and %d",
                      other.steps(),
                      other.toolCalls(),
                      shortest.rollout(),
                      shortest.steps(),
                      shortest.toolCalls())));
          return true;
        });
  }

  private List<StageName> stages(Task task, int attempts, int passes) {
    List<StageName> stages = new ArrayList<>();
    stages.add(StageName.MID_TRAINING);
    stages.add(StageName.SFT);
    boolean rewardable = task.answer() != null || !task.rubric().isEmpty();
    double passRate = attempts == 0 ? 0 : (double) passes / attempts;
    if (rewardable
        && passRate >= settings.rlMinPassRate()
        && passRate <= settings.rlMaxPassRate()) {
      stages.add(StageName.RL);
    }
    return stages;
  }

  private static Accepted accepted(
      Outcome outcome, List<StageName> stages, int attempts, int passes, Difficulty difficulty) {
    Trajectory trajectory = outcome.trajectory();
    return new Accepted(
        trajectory.trajectoryId(),
        trajectory.taskId(),
        trajectory.seedId(),
        trajectory.capability(),
        trajectory.language(),
        stages,
        outcome.score(),
        outcome.checks(),
        attempts,
        passes,
        difficulty.attempts(),
        difficulty.passes());
  }

  private static Rejected rejected(
      Trajectory trajectory, String check, String code, String reason) {
    return new Rejected(
        STEP,
        "trajectory",
        trajectory.trajectoryId(),
        trajectory.taskId(),
        trajectory.capability(),
        trajectory.recipe(),
        trajectory.language(),
        check,
        code,
        reason);
  }

  private static void requireOwn(
      Task task, List<Trajectory> actorAttempts, List<Trajectory> referenceAttempts) {
    List<String> ids = new ArrayList<>();
    for (List<Trajectory> attempts : List.of(actorAttempts, referenceAttempts)) {
      for (Trajectory trajectory : attempts) {
        if (!trajectory.taskId().equals(task.taskId())) {
          throw new IllegalArgumentException(
              "trajectory "
                  + trajectory.trajectoryId()
                  + " is of task "
                  + trajectory.taskId()
                  + ", not of "
                  + task.taskId());
        }
        ids.add(trajectory.trajectoryId());
      }
    }
    if (ids.stream().distinct().count() != ids.size()) {
      throw new IllegalArgumentException("a trajectory of task " + task.taskId() + " came twice");
    }
  }
}
