package io.synth.model;

/** Language of a seed and of all that is made from it. */
public enum Language implements Labelled {
  /** English. */
  EN,
  /** Chinese. */
  ZH;
}
