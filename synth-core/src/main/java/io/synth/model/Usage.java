package io.synth.model;

import java.io.Serializable;

/** What teacher calls consumed. Fields as in the Avro schema of the same name. */
public record Usage(
    int calls,
    long promptTokens,
    long cachedTokens,
    long cacheWriteTokens,
    long completionTokens,
    long reasoningTokens,
    double costUsd)
    implements Serializable {

  /** Nothing consumed. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0);

  /** That of calls which stored nothing in a prompt cache, or paid nothing for it. */
  public Usage(
      int calls,
      long promptTokens,
      long cachedTokens,
      long completionTokens,
      long reasoningTokens,
      double costUsd) {
    this(calls, promptTokens, cachedTokens, 0, completionTokens, reasoningTokens, costUsd);
  }

  /** The same at another cost. */
  public Usage withCost(double usd) {
    return new Usage(
        calls,
        promptTokens,
        cachedTokens,
        cacheWriteTokens,
        completionTokens,
        reasoningTokens,
        usd);
  }

  /** The sum of both. */
  public Usage plus(Usage other) {
    return new Usage(
        calls + other.calls,
        promptTokens + other.promptTokens,
        cachedTokens + other.cachedTokens,
        cacheWriteTokens + other.cacheWriteTokens,
        completionTokens + other.completionTokens,
        reasoningTokens + other.reasoningTokens,
        costUsd + other.costUsd);
  }

  /** What was consumed since an earlier reading. */
  public Usage minus(Usage earlier) {
    return new Usage(
        calls - earlier.calls,
        promptTokens - earlier.promptTokens,
        cachedTokens - earlier.cachedTokens,
        cacheWriteTokens - earlier.cacheWriteTokens,
        completionTokens - earlier.completionTokens,
        reasoningTokens - earlier.reasoningTokens,
        costUsd - earlier.costUsd);
  }
}
