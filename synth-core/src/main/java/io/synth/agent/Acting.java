package io.synth.agent;

import io.synth.model.Labelled;

/** How a task is acted out. */
public enum Acting implements Labelled {
  /** One ReAct run with the tools. */
  REACT,
  /**
   * A ReAct run whose wrong result is reflected on, with the history kept, until it is right or the
   * tries are used up.
   */
  REFLECT,
  /** Extract, plan, verify, replan and report over given points, with the tools. */
  DEEP_VERIFY,
  /** One reply without tools. */
  DIRECT
}
