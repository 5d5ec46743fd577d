package io.synth.config;

import org.jspecify.annotations.Nullable;

/** Environment variables. */
@FunctionalInterface
public interface Environment {
  /** Those of this process. */
  Environment PROCESS = System::getenv;

  /** The value of a variable; null where it is not set. */
  @Nullable String variable(String name);
}
