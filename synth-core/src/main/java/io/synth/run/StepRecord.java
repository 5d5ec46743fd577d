package io.synth.run;

import java.util.List;

/**
 * What a run's folder remembers of a step.
 *
 * @param fingerprint hash of all that shapes the step's rows: its input and its part of the
 *     configuration
 * @param groups groups that its rows are committed in
 * @param complete whether it came to its end
 * @param millis time spent on it, resumed parts included
 * @param files number of the files that hold its rows, known once it is complete
 * @param books empty until it is complete
 */
public record StepRecord(
    String step,
    String fingerprint,
    int groups,
    boolean complete,
    long millis,
    int files,
    List<Book> books) {
  public StepRecord {
    books = List.copyOf(books);
  }

  /** The same after more time. */
  public StepRecord spent(long more) {
    return new StepRecord(step, fingerprint, groups, complete, millis + more, files, books);
  }

  /** The same where some of its rows are gone. */
  public StepRecord incomplete() {
    return new StepRecord(step, fingerprint, groups, false, millis, 0, List.of());
  }

  /** The same at its end. */
  public StepRecord completed(int itsFiles, List<Book> itsBooks) {
    return new StepRecord(step, fingerprint, groups, true, millis, itsFiles, itsBooks);
  }
}
