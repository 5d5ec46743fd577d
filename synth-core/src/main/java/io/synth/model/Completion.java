package io.synth.model;

/**
 * One reply of a teacher to one request: what the journal keeps, durably, before anything uses it.
 * Fields as in the Avro schema of the same name.
 */
public record Completion(
    String itemId,
    String step,
    String fingerprint,
    TeacherRole role,
    String teacher,
    String insteadOf,
    String model,
    String reply,
    long promptTokens,
    long cachedTokens,
    long cacheWriteTokens,
    long completionTokens,
    long reasoningTokens,
    double costUsd,
    int attempts,
    long latencyMs,
    long receivedAt) {

  /** What it consumed. */
  public Usage usage() {
    return new Usage(
        1,
        promptTokens,
        cachedTokens,
        cacheWriteTokens,
        completionTokens,
        reasoningTokens,
        costUsd);
  }

  /**
   * Of two replies to the same request, as two attempts of a task can journal them, the one that
   * came first: the one that counts.
   */
  public Completion orEarlier(Completion other) {
    return other.receivedAt < receivedAt ? other : this;
  }
}
