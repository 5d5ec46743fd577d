package io.synth.teacher;

import io.synth.SynthException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The teachers of a role as they come for one work item. The first acts; where it cannot be had the
 * next one takes over, for the rest of the item. Used by one thread at a time.
 */
final class Succession {
  /** Failures that are the teacher's and not the item's: another teacher may fare better. */
  private static final Set<String> TEACHERS_OWN =
      Set.of("unavailable", "unauthorized", "not_found", "quota_spent", "rate_limited");

  /** How long each one is waited for in turn, where all of them are down. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  private final List<Teacher> order;
  private final Governor governor;
  private Teacher acting;
  private String insteadOf = "";

  /** Asks one teacher. */
  @FunctionalInterface
  interface Call<T> {
    /**
     * The answer.
     *
     * @param patience longest wait for a teacher whose circuit is open
     * @throws TeacherException when there is none
     * @throws BudgetSpentException when a budget allows none
     */
    T of(Teacher teacher, Duration patience);
  }

  /**
   * @param order the teachers in the item's order, at least one
   */
  Succession(List<Teacher> order, Governor governor) {
    this.order = List.copyOf(order);
    this.governor = governor;
    this.acting = order.get(0);
  }

  /** Who acts now. */
  Teacher acting() {
    return acting;
  }

  private boolean acts(Teacher teacher) {
    return teacher.name().equals(acting.name());
  }

  /** Whose place a teacher has if it answers next; empty where it stands in for none. */
  String insteadOf(Teacher teacher) {
    return acts(teacher) ? insteadOf : acting.name();
  }

  /** Who acts now, then the others in the item's order. */
  List<Teacher> candidates() {
    if (acts(order.get(0))) {
      return order;
    }
    List<Teacher> candidates = new ArrayList<>(order);
    candidates.remove(acting);
    candidates.add(0, acting);
    return candidates;
  }

  /** Goes on as it went on when a reply was journaled. */
  void follow(Teacher teacher, String itsInsteadOf) {
    acting = teacher;
    insteadOf = itsInsteadOf;
  }

  /**
   * Asks who acts, and where that one cannot be had the others, one after the other.
   *
   * @param request for telling whose context window holds it
   * @throws TeacherException when nobody can be had, or the request fails by its own fault
   * @throws BudgetSpentException when the run's budget allows no call, or no teacher's own does
   */
  <T> T call(ChatRequest request, Call<T> call) {
    List<Teacher> candidates = candidates();
    if (candidates.size() == 1) {
      return call.of(acting, Governor.FOREVER);
    }
    Map<Teacher, SynthException> failures = new LinkedHashMap<>();
    List<Teacher> down = new ArrayList<>();
    for (Teacher teacher : candidates) {
      if (!acts(teacher) && !TokenEstimate.fits(teacher.config(), request)) {
        failures.put(teacher, tooSmall(teacher));
        continue;
      }
      try {
        return answered(teacher, call.of(teacher, patience(teacher)));
      } catch (TeacherException | BudgetSpentException e) {
        if (isDown(failed(e, teacher, failures))) {
          down.add(teacher);
        }
      }
    }
    return waitFor(down, call, failures);
  }

  /** Where some are down and nobody else is left: as long as each of them may be waited for. */
  private <T> T waitFor(List<Teacher> down, Call<T> call, Map<Teacher, SynthException> failures) {
    Duration waited = Duration.ZERO;
    while (!down.isEmpty()) {
      for (Teacher teacher : List.copyOf(down)) {
        if (waited.compareTo(teacher.config().retry().deadline()) >= 0) {
          down.remove(teacher);
          continue;
        }
        try {
          return answered(teacher, call.of(teacher, ROUND));
        } catch (TeacherException | BudgetSpentException e) {
          if (!isDown(failed(e, teacher, failures))) {
            down.remove(teacher);
          }
        }
      }
      waited = waited.plus(ROUND);
    }
    List<SynthException> stories = new ArrayList<>(failures.values());
    throw told(stories.get(0), stories.subList(1, stories.size()));
  }

  /** No longer than until it is plain that the teacher is down, as another one stands by. */
  private Duration patience(Teacher teacher) {
    Duration most = teacher.config().retry().patience();
    Standing standing = governor.standing(teacher.name());
    return standing.open() && standing.troubleMs() >= most.toMillis() ? Duration.ZERO : most;
  }

  private <T> T answered(Teacher teacher, T answer) {
    insteadOf = insteadOf(teacher);
    acting = teacher;
    return answer;
  }

  /** Keeps a failure that is the teacher's own, the last one of each; throws every other. */
  private static SynthException failed(
      SynthException e, Teacher teacher, Map<Teacher, SynthException> failures) {
    if (!teachersOwn(e)) {
      throw told(e, List.copyOf(failures.values()));
    }
    failures.put(teacher, e);
    return e;
  }

  private static boolean teachersOwn(SynthException e) {
    if (e instanceof BudgetSpentException budget) {
      return budget.ofTeacher();
    }
    return e instanceof TeacherException failure && TEACHERS_OWN.contains(failure.reason());
  }

  private static boolean isDown(SynthException e) {
    return e.getCause() instanceof CallFailure failure && failure.circuitOpen();
  }

  private static TeacherException tooSmall(Teacher teacher) {
    return new TeacherException(
        "context_length",
        "teacher '"
            + teacher.name()
            + "' could not take over, as its context window of "
            + teacher.config().contextTokens()
            + " tokens is too small for what was said so far");
  }

  /** The same failure, and what came of the other teachers. */
  private static SynthException told(SynthException e, List<SynthException> others) {
    if (others.isEmpty()) {
      return e;
    }
    StringBuilder message = new StringBuilder(String.valueOf(e.getMessage()));
    others.forEach(other -> message.append("; and ").append(other.getMessage()));
    return e instanceof TeacherException failure
        ? new TeacherException(failure.reason(), message.toString(), e)
        : new BudgetSpentException(message.toString(), false);
  }
}
