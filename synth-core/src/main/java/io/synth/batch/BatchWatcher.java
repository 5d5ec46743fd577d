package io.synth.batch;

import io.synth.model.Completion;

/** Is told how batches stand. */
public interface BatchWatcher {
  /** Tells nobody. */
  BatchWatcher NONE =
      new BatchWatcher() {
        @Override
        public void standing(int open, int answered, int requests) {}

        @Override
        public void replied(Completion completion) {}
      };

  /**
   * Batches are under way.
   *
   * @param open how many
   * @param answered their requests that have a result
   * @param requests all their requests
   */
  void standing(int open, int answered, int requests);

  /** A reply is in the journal. */
  void replied(Completion completion);
}
