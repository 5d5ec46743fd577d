package io.synth.config;

import io.synth.model.Labelled;

/** A sampling setting that some servers and models refuse. */
public enum SamplingSetting implements Labelled {
  TEMPERATURE,
  TOP_P,
  SEED,
  STOP
}
