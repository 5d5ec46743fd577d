package io.synth.model;

/** What a teacher is called for. */
public enum TeacherRole implements Labelled {
  /** Acts tasks out. */
  ACTOR,
  /** Writes tasks. */
  WRITER,
  /** Judges results. */
  JUDGE,
  /** Attempts tasks to measure their difficulty. */
  REFERENCE;
}
