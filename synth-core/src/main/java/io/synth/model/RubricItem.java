package io.synth.model;

/**
 * One item of the checklist that a report or an outcome is judged against. Fields as in the Avro
 * schema of the same name.
 */
public record RubricItem(String criterion, String dimension, double weight, Sign sign, Role role) {

  /** Whether satisfying the item earns its weight or costs it. */
  public enum Sign implements Labelled {
    POSITIVE,
    NEGATIVE
  }

  /** Where the item comes from. */
  public enum Role implements Labelled {
    EXPLICIT,
    IMPLICIT,
    NEGATIVE
  }
}
