package io.synth.model;

/** A dataset ready to feed to a trainer. */
public enum StageName implements Labelled {
  /** Mid-training. */
  MID_TRAINING,
  /** Supervised fine-tuning. */
  SFT,
  /** Reinforcement learning. */
  RL;
}
