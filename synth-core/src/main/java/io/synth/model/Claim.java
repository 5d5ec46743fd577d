package io.synth.model;

/** A statement with a judgement. Fields as in the Avro schema of the same name. */
public record Claim(String text, Verdict verdict) {

  /** The judgement of a point. */
  public enum Verdict implements Labelled {
    SUPPORT,
    REFUTE,
    DOUBTFUL
  }
}
