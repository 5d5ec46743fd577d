package io.synth.estimate;

import io.synth.model.TeacherRole;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a run's calls.
 *
 * @param step the job that asks: {@code ingest}, {@code generate} or {@code check}
 * @param role who is asked
 */
public record Part(String step, TeacherRole role) implements Comparable<Part> {
  private static final List<String> STEPS = List.of("ingest", "generate", "check");

  /** In the order of the run. */
  private static final Comparator<Part> ORDER =
      Comparator.comparing((Part part) -> STEPS.indexOf(part.step)).thenComparing(Part::role);

  /** Where a role is asked above all: a judge may be asked while a task is acted out, too. */
  static Part of(TeacherRole role) {
    return new Part(
        switch (role) {
          case WRITER -> "ingest";
          case ACTOR, REFERENCE -> "generate";
          case JUDGE -> "check";
        },
        role);
  }

  @Override
  public int compareTo(Part other) {
    return ORDER.compare(this, other);
  }
}
