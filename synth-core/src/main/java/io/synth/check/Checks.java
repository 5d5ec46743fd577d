package io.synth.check;

import io.synth.SynthException;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherException;
import io.synth.teacher.TeacherSession;
import io.synth.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The checks there are, in the order in which they decide: what costs nothing first, what asks the
 * judge last. Thread-safe.
 */
public final class Checks {
  /** Name of the check that difficulty is measured by. */
  public static final String ANSWER_MATCH = "answer_match";

  private static final String PROTOCOL_SHAPE = "protocol_shape";

  private static final Map<String, Function<CheckSettings, Check>> ALL = all();

  /** Names of all checks, in order. */
  public static final List<String> NAMES = List.copyOf(ALL.keySet());

  private final List<Check> checks;

  private Checks(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  private static Map<String, Function<CheckSettings, Check>> all() {
    Map<String, Function<CheckSettings, Check>> all = new LinkedHashMap<>();
    all.put(PROTOCOL_SHAPE, settings -> new ProtocolShapeCheck());
    all.put("ngram_loop", NgramLoopCheck::new);
    all.put("language_mixing", settings -> new LanguageMixingCheck());
    all.put("temporal", settings -> new TemporalCheck());
    all.put("citations_resolve", CitationsResolveCheck::new);
    all.put(ANSWER_MATCH, AnswerMatchCheck::new);
    all.put("citations_support", CitationsSupportCheck::new);
    all.put("plan_consistency", PlanConsistencyCheck::new);
    return all;
  }

  /**
   * The checks that the settings name, in our order.
   *
   * @throws SynthException when a name is unknown or {@code protocol_shape} is missing
   */
  public static Checks of(CheckSettings settings) {
    for (String name : settings.checks()) {
      if (!ALL.containsKey(name)) {
        throw wrong("'" + name + "' is no check" + meant(name));
      }
    }
    if (!settings.checks().contains(PROTOCOL_SHAPE)) {
      throw wrong(
          PROTOCOL_SHAPE + " can't be left out, for what it fails would break a trainer's load");
    }
    return new Checks(
        ALL.entrySet().stream()
            .filter(entry -> settings.checks().contains(entry.getKey()))
            .map(entry -> entry.getValue().apply(settings))
            .toList());
  }

  /** The checks, in order. */
  public List<Check> list() {
    return checks;
  }

  /** Their names, in order. */
  public List<String> names() {
    return checks.stream().map(Check::name).toList();
  }

  /**
   * Verdicts on a trajectory that has an answer, one of each check. A check that may ask the judge
   * is not run once another has failed, so that no call is paid for what is rejected anyway; of an
   * attempt of the reference model only {@value #ANSWER_MATCH} is run.
   *
   * @throws IllegalArgumentException when the trajectory failed
   * @throws TeacherException when the judge cannot be reached
   * @throws io.synth.teacher.BudgetSpentException when the budget allows no further call
   */
  public List<Verdict> verdicts(Trajectory trajectory, Task task, TeacherSession judge) {
    if (trajectory.status() == Trajectory.Status.FAILED) {
      throw new IllegalArgumentException(
          "trajectory " + trajectory.trajectoryId() + " failed: it has no answer to check");
    }
    boolean measuresDifficulty = trajectory.role() == TeacherRole.REFERENCE;
    List<Verdict> verdicts = new ArrayList<>();
    @Nullable String failed = null;
    for (Check check : checks) {
      Verdicts of = new Verdicts(check.name(), trajectory);
      Verdict verdict;
      if (measuresDifficulty && !check.name().equals(ANSWER_MATCH)) {
        verdict = of.notApplicable("an attempt by the reference model measures difficulty only");
      } else if (failed != null && check.mayAskJudge()) {
        verdict = of.notApplicable("not run, as " + failed + " failed");
      } else {
        verdict = verdict(check, trajectory, task, judge);
      }
      verdicts.add(verdict);
      failed = failed == null && !verdict.passed() ? check.name() : failed;
    }
    return verdicts;
  }

  /** A judge that gives no usable reply fails the check, with the story of the attempts. */
  private static Verdict verdict(
      Check check, Trajectory trajectory, Task task, TeacherSession judge) {
    try {
      return check.check(trajectory, task, judge);
    } catch (TeacherException e) {
      if (e.outage()) {
        throw e;
      }
      return new Verdicts(check.name(), trajectory)
          .fail(0, "judge_" + e.reason(), String.valueOf(e.getMessage()));
    }
  }

  private static String meant(String name) {
    return Nearest.to(name, NAMES).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static SynthException wrong(String what) {
    return new SynthException(
        SynthException.Code.CONFIGURATION,
        "check.checks: " + what + " The checks are " + String.join(", ", NAMES) + ".");
  }
}
