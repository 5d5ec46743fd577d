package io.synth.jobs;

import io.synth.run.RunFolder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells the next process of a run when the last one may have called teachers: what it sent counts
 * for a minute more against limits per minute. A process that was killed left no time of its end.
 */
final class LastCalls {
  private static final String FILE = "last_calls";
  private static final String AT_WORK = "at work";

  private final RunFolder run;

  LastCalls(RunFolder run) {
    this.run = run;
  }

  /**
   * Calls are about to begin.
   *
   * @return until when an earlier process may have called; the epoch where none did
   */
  Instant begin(Instant now) {
    Optional<String> told = run.read(FILE).map(String::strip);
    run.write(FILE, AT_WORK + "\n");
    return told.map(text -> text.equals(AT_WORK) ? now : time(text, now)).orElse(Instant.EPOCH);
  }

  /** A time that cannot be read, or that a clock since set back makes one to come, is now. */
  private static Instant time(String text, Instant now) {
    try {
      Instant time = Instant.parse(text);
      return time.isAfter(now) ? now : time;
    } catch (DateTimeException e) {
      return now;
    }
  }

  /** No further call is made. */
  void end(Instant now) {
    run.write(FILE, now + "\n");
  }
}
