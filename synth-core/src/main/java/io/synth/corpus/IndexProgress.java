package io.synth.corpus;

/** Told how far a build of an index is, by the thread that builds it. */
@FunctionalInterface
public interface IndexProgress {
  /** Tells nobody. */
  IndexProgress NONE = (done, all) -> {};

  /**
   * Called after each step.
   *
   * @param done files or lines that are read
   * @param all how many there are; -1 where it is not known
   */
  void at(long done, long all);
}
