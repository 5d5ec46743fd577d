package io.synth.estimate;

import io.synth.config.Prices;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a run will probably ask of its teachers: the writer in proportion to the seeds, the actor
 * and the reference model to their attempts, the judge to both.
 *
 * @param seeds that it reads
 * @param tasks that come of them
 * @param attempts at these, by the actor and by the reference model
 * @param lines what each part of the run consumes of each teacher, at that one's prices
 */
public record Estimate(long seeds, long tasks, long attempts, List<Line> lines) {
  public Estimate {
    lines = List.copyOf(lines);
  }

  /** What a part of the run consumes of one teacher. */
  public record Line(Part part, String teacher, Usage usage) {}

  /**
   * A teacher of a role.
   *
   * @param share of the role's calls that it gets, from 0 to 1
   */
  public record Share(String teacher, double share, Prices prices) {}

  /**
   * Predicts a run.
   *
   * @param rollouts attempts of the actor at each task
   * @param references attempts of the reference model at each task whose difficulty is measured
   * @param teachers those of a role
   */
  public static Estimate of(
      Experience known,
      long seeds,
      int rollouts,
      int references,
      Function<TeacherRole, List<Share>> teachers) {
    double tasks = (double) seeds * known.tasks() / known.seeds();
    double acted = tasks * rollouts;
    double measured = tasks * share(known.measured(), known.tasks()) * references;
    List<Line> lines = new ArrayList<>();
    for (Part part : parts(known)) {
      double factor =
          switch (part.role()) {
            case WRITER -> share(seeds, known.seeds());
            case ACTOR -> acted / Math.max(1, known.attempts());
            case REFERENCE -> measured / Math.max(1, known.references());
            case JUDGE -> (acted + measured) / Math.max(1, known.attempts() + known.references());
          };
      Usage used = known.usage().getOrDefault(part, Usage.NONE);
      for (Share share : teachers.apply(part.role())) {
        lines.add(
            new Line(part, share.teacher(), times(used, factor * share.share(), share.prices())));
      }
    }
    return new Estimate(seeds, Math.round(tasks), Math.round(acted + measured), lines);
  }

  private static SortedSet<Part> parts(Experience known) {
    SortedSet<Part> parts = new TreeSet<>(known.usage().keySet());
    for (TeacherRole role : TeacherRole.values()) {
      parts.add(Part.of(role));
    }
    return parts;
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
    return lines.stream().map(Line::usage).reduce(Usage.NONE, Usage::plus);
  }
}
