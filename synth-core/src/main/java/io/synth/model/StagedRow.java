package io.synth.model;

/** A row of a stage. */
public interface StagedRow {
  /** Made from content: rows of one id are the same row. */
  String id();
}
