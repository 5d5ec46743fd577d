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
    String model,
    String reply,
    long promptTokens,
    long cachedTokens,
    long completionTokens,
    long reasoningTokens,
    double costUsd,
    int attempts,
    long latencyMs,
    long receivedAt) {}
