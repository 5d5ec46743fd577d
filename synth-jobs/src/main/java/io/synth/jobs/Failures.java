package io.synth.jobs;

import io.synth.SynthException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong in a way that a user can act on, whatever wrapped it on its way through
 * Spark.
 */
public final class Failures {
  private Failures() {}

  /** The failure behind an exception. */
  public static SynthException explain(Throwable thrown) {
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof SynthException known) {
        return known;
      }
    }
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left on device") || message.contains("disk quota exceeded")) {
        return new SynthException(
            SynthException.Code.JOB,
            "the disk is full. Free some space and give the same command again: what is done is kept.",
            thrown);
      }
      if (at instanceof OutOfMemoryError) {
        return new SynthException(
            SynthException.Code.JOB,
            "out of memory. Give more with SYNTH_MEMORY (e.g. SYNTH_MEMORY=8g), or lower `parallel`; the same command goes on.",
            thrown);
      }
    }
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new SynthException(
        SynthException.Code.JOB, "the job failed: " + firstLines(root.toString()), thrown);
  }

  private static String firstLines(String text) {
    int at = text.indexOf("\n\tat ");
    return at < 0 ? text : text.substring(0, at);
  }
}
