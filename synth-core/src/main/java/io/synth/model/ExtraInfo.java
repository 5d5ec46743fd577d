package io.synth.model;

import java.util.List;

/**
 * What training frameworks hand to tools and rewards. Fields as in the Avro schema of the same
 * name.
 */
public record ExtraInfo(
    String split,
    long index,
    List<String> answerAliases,
    int maxSteps,
    int maxToolCalls,
    int maxTokens) {
  public ExtraInfo {
    answerAliases = List.copyOf(answerAliases);
  }

  /** The same at another place of the dataset. */
  public ExtraInfo withIndex(long newIndex) {
    return new ExtraInfo(split, newIndex, answerAliases, maxSteps, maxToolCalls, maxTokens);
  }
}
