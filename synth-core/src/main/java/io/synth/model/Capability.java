package io.synth.model;

/** What a task trains. */
public enum Capability implements Labelled {
  /** Turning a research need into a plan. */
  PLANNING,
  /** Finding an answer over many pages. */
  SEARCH,
  /** Judging claims and one's own results. */
  VERIFICATION,
  /** Writing a cited report. */
  REPORT,
  /** A whole research run that uses all four. */
  END_TO_END;
}
