package io.synth.seed;

import io.synth.model.Quarantined;
import io.synth.model.Seed;
import java.util.function.Function;

/** What a line of a seed file turned out to be. */
public sealed interface SeedLine {
  /** The one or the other. */
  <R> R either(Function<Seed, R> valid, Function<Quarantined, R> broken);

  /** A seed. */
  record Valid(Seed seed) implements SeedLine {
    @Override
    public <R> R either(Function<Seed, R> valid, Function<Quarantined, R> broken) {
      return valid.apply(seed);
    }
  }

  /** A line that cannot be used. */
  record Broken(Quarantined quarantined) implements SeedLine {
    @Override
    public <R> R either(Function<Seed, R> valid, Function<Quarantined, R> broken) {
      return broken.apply(quarantined);
    }
  }
}
