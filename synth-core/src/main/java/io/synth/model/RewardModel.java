package io.synth.model;

/** What the reward is computed from. Fields as in the Avro schema of the same name. */
public record RewardModel(String style, String groundTruth) {}
