package io.synth.teacher;

import java.time.Duration;

/** Waits. The one owner of sleeping, so that tests wait for nothing. Thread-safe. */
@FunctionalInterface
public interface Sleeper {
  /** Really sleeps. */
  Sleeper REAL = duration -> Thread.sleep(duration.toMillis());

  /**
   * Returns after the duration.
   *
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  void sleep(Duration duration) throws InterruptedException;
}
