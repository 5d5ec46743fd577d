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
   * Verdicts on a trajectory that has an answer. A check that may ask the judge is skipped once
   * another has failed, so that no call is paid for what is rejected anyway; an attempt of the
   * reference model gets the verdict of {@value #ANSWER_MATCH} alone.
   *
   * @throws IllegalArgumentException when the trajectory failed
   * @throws io.synth.teacher.BudgetSpentException when the budget allows no further call
   */
  public List<Verdict> verdicts(Trajectory trajectory, Task task, TeacherSession judge) {
    if (trajectory.status() == Trajectory.Status.FAILED) {
      throw new IllegalArgumentException(
          "trajectory " + trajectory.trajectoryId() + " failed: it has no answer to check");
    }
    boolean measuresDifficulty = trajectory.role() == TeacherRole.REFERENCE;
    List<Verdict> verdicts = new ArrayList<>();
    boolean failed = false;
    for (Check check : checks) {
      if (measuresDifficulty ? !check.name().equals(ANSWER_MATCH) : failed && check.mayAskJudge()) {
        continue;
      }
      Verdict verdict = verdict(check, trajectory, task, judge);
      verdicts.add(verdict);
      failed |= !verdict.passed();
    }
    return verdicts;
  }

  private static Verdict verdict(
      Check check, Trajectory trajectory, Task task, TeacherSession judge) {
    try {
      return check.check(trajectory, task, judge);
    } catch (TeacherException e) {
      return new Verdicts(check.name(), trajectory)
          .fail(0, "no_judgement", "the judge gave no usable reply: " + e.getMessage());
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
