package io.synth.model;

/**
 * One reply of a teacher to one request, or the story of a paid request that brought none: what the
 * journal keeps, durably, before anything uses it. Fields as in the Avro schema of the same name.
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
    long receivedAt,
    String failure,
    long lostCalls,
    long lostTokens,
    double lostUsd,
    String batch) {

  /** What it consumed. */
  public Usage usage() {
    return new Usage(
        failed() ? 0 : 1,
        promptTokens,
        cachedTokens,
        cacheWriteTokens,
        completionTokens,
        reasoningTokens,
        costUsd);
  }

  /** What counts against the budget. */
  public Spent spent() {
    return new Spent(usage(), new Lost(lostCalls, lostTokens, lostUsd));
  }

  /** Whether there is no reply. */
  public boolean failed() {
    return !failure.isEmpty();
  }

  /**
   * Of two replies to the same request, as two attempts of a task can journal them, the one that
   * came first: the one that counts.
   */
  public Completion orEarlier(Completion other) {
    return other.receivedAt < receivedAt ? other : this;
  }

  /** Without the reply, which is what takes room. */
  public Completion bare() {
    return new Completion(
        itemId,
        step,
        fingerprint,
        role,
        teacher,
        insteadOf,
        model,
        "",
        promptTokens,
        cachedTokens,
        cacheWriteTokens,
        completionTokens,
        reasoningTokens,
        costUsd,
        attempts,
        latencyMs,
        receivedAt,
        failure,
        lostCalls,
        lostTokens,
        lostUsd,
        batch);
  }
}
