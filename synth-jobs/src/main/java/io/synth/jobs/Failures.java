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
    @Nullable String remedy = remedy(thrown);
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof SynthException known) {
        return remedy == null
            ? known
            : new SynthException(known.code(), known.getMessage() + "\n" + remedy, thrown);
      }
    }
    if (remedy != null) {
      return new SynthException(SynthException.Code.JOB, remedy, thrown);
    }
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new SynthException(
        SynthException.Code.JOB, "the job failed: " + firstLines(root.toString()), thrown);
  }

  /** What to do where the machine is at its end; null where it is not. */
  private static @Nullable String remedy(Throwable thrown) {
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left on device") || message.contains("disk quota exceeded")) {
        return "the disk is full. Free some space and give the same command again: what is done is kept.";
      }
      if (at instanceof OutOfMemoryError) {
        return "out of memory. Give more with SYNTH_MEMORY (e.g. SYNTH_MEMORY=8g), or lower `parallel`; the same command goes on.";
      }
    }
    return null;
  }

  private static String firstLines(String text) {
    int at = text.indexOf("\n\tat ");
    return at < 0 ? text : text.substring(0, at);
  }
}
