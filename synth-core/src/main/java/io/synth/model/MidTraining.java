package io.synth.model;

/** One document for mid-training. Fields as in the Avro schema of the same name. */
public record MidTraining(
    String id,
    String text,
    String kind,
    String context,
    boolean hasTools,
    int tokens,
    String seedId,
    String taskId,
    String trajectoryId,
    Capability capability,
    String recipe,
    Language language,
    String teacher,
    String model)
    implements StagedRow {}
