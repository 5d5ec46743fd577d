package io.synth.seed.make;

import io.synth.model.SeedKind;
import java.util.List;

/** Makes seeds of one kind from pages. Stateless. */
interface SeedMould {
  SeedKind kind();

  /**
   * The seeds that a page gives, in its order; none where it is not fit for this kind.
   *
   * @param number the run's, for what is left to chance; equal calls give equal seeds
   */
  List<Draft> drafts(ReadPage page, long number);
}
