package io.synth.seed.make;

import io.synth.model.Language;
import java.util.Optional;
import java.util.SplittableRandom;

/** A way to turn a true sentence into a false one that reads as well. */
interface Alteration {
  /**
   * The false sentence; empty where this way does not fit.
   *
   * @param sentence a true one
   * @param page text of the page that it stands on: what is put in must not be true there
   */
  Optional<String> of(String sentence, String page, Language language, SplittableRandom random);
}
