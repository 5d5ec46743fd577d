package io.synth.batch;

import io.synth.model.Completion;
import io.synth.teacher.CallFailure;

/** Is told how batches stand. */
public interface BatchWatcher {
  /** Tells nobody. */
  BatchWatcher NONE =
      new BatchWatcher() {
        @Override
        public void standing(int open, int answered, int requests) {}

        @Override
        public void replied(Completion completion) {}

        @Override
        public void trouble(String teacher, CallFailure failure) {}
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

  /** A teacher's server does not do what it is asked to, and is asked again. */
  void trouble(String teacher, CallFailure failure);
}
