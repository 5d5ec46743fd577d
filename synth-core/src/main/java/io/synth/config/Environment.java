package io.synth.config;

import org.jspecify.annotations.Nullable;

/** Environment variables. */
@FunctionalInterface
interface Environment {
  /** The value of a variable; null where it is not set. */
  @Nullable String variable(String name);
}
