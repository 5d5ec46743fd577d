package io.synth.estimate;

import io.synth.config.Prices;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a run will probably ask of its teachers: the writer in proportion to the seeds, the actor
 * and the reference model to their attempts, the judge to both.
 *
 * @param seeds that it reads
 * @param tasks that come of them
 * @param attempts at these, by the actor and by the reference model
 * @param roles what each role consumes, its cost at the prices of its teacher
 */
public record Estimate(long seeds, long tasks, long attempts, Map<TeacherRole, Usage> roles) {
  public Estimate {
    roles = Map.copyOf(roles);
  }

  /**
   * Predicts a run.
   *
   * @param rollouts attempts of the actor at each task
   * @param references attempts of the reference model at each task whose difficulty is measured
   * @param prices those of a role's teacher
   */
  public static Estimate of(
      Experience known,
      long seeds,
      int rollouts,
      int references,
      Function<TeacherRole, Prices> prices) {
    double tasks = (double) seeds * known.tasks() / known.seeds();
    double acted = tasks * rollouts;
    double measured = tasks * share(known.measured(), known.tasks()) * references;
    Map<TeacherRole, Usage> roles = new EnumMap<>(TeacherRole.class);
    for (TeacherRole role : TeacherRole.values()) {
      double factor =
          switch (role) {
            case WRITER -> share(seeds, known.seeds());
            case ACTOR -> acted / Math.max(1, known.attempts());
            case REFERENCE -> measured / Math.max(1, known.references());
            case JUDGE -> (acted + measured) / Math.max(1, known.attempts() + known.references());
          };
      roles.put(
          role, times(known.usage().getOrDefault(role, Usage.NONE), factor, prices.apply(role)));
    }
    return new Estimate(seeds, Math.round(tasks), Math.round(acted + measured), roles);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static Usage times(Usage usage, double factor, Prices prices) {
    long prompt = Math.round(usage.promptTokens() * factor);
    long cached = Math.round(usage.cachedTokens() * factor);
    long stored = Math.round(usage.cacheWriteTokens() * factor);
    long completion = Math.round(usage.completionTokens() * factor);
    return new Usage(
        Math.toIntExact(Math.round(usage.calls() * factor)),
        prompt,
        cached,
        stored,
        completion,
        Math.round(usage.reasoningTokens() * factor),
        prices.cost(prompt, cached, stored, completion));
  }

  /** All roles together. */
  public Usage total() {
    return roles.values().stream().reduce(Usage.NONE, Usage::plus);
  }
}
