package io.synth.teacher;

import org.jspecify.annotations.Nullable;

/** Environment variables. */
@FunctionalInterface
public interface Environment {
  /** Those of this process. */
  Environment PROCESS = System::getenv;

  /** The value of a variable; null when it is not set. */
  @Nullable String value(String name);
}
