package io.synth.curate;

import io.synth.model.Accepted;
import io.synth.model.Rejected;
import java.util.List;

/**
 * What the selection made of one task: every trajectory of the task is in exactly one of the lists,
 * once.
 */
public record Curated(List<Accepted> accepted, List<Rejected> rejected) {
  public Curated {
    accepted = List.copyOf(accepted);
    rejected = List.copyOf(rejected);
  }
}
