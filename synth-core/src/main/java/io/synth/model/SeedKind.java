package io.synth.model;

/** What a user brings. */
public enum SeedKind implements Labelled {
  /** A research question, with or without its answer. */
  QUESTION,
  /** A source report. */
  REPORT,
  /** An entity of a knowledge graph. */
  GRAPH,
  /** Linked documents to walk from. */
  DOCUMENTS,
  /** A paragraph with judged claims. */
  PARAGRAPH;
}
