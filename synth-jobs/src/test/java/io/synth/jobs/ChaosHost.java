package io.synth.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Where a run under fire runs, and how it is struck there. */
interface ChaosHost extends AutoCloseable {
  /**
   * Starts the run, or goes on with it.
   *
   * @param settings of its configuration
   */
  Process start(Path run, Map<String, String> settings) throws IOException;

  /**
   * Kills something with SIGKILL, or takes something away.
   *
   * @return what; null where it is not there now
   */
  @Nullable String strike(Process process, SplittableRandom random, ChaosTeacher teacher)
      throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
