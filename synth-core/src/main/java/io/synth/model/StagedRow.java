package io.synth.model;

/** A row of a stage: what the rows of every stage have in common. */
public interface StagedRow {
  /** Made from content: rows of one id are the same row. */
  String id();

  Capability capability();

  String recipe();

  Language language();

  /** Name of the teacher that acted. */
  String teacher();

  /** Length of the row, tokens. */
  int tokens();
}
