package io.synth.model;

/** What one check says of one trajectory. Fields as in the Avro schema of the same name. */
public record Verdict(
    String trajectoryId,
    String taskId,
    String check,
    boolean passed,
    double score,
    String code,
    String reason,
    int messageIndex,
    int spanStart,
    int spanEnd) {}
