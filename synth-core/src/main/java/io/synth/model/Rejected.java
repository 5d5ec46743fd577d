package io.synth.model;

import org.jspecify.annotations.Nullable;

/** A work item that did not go on, and why. Fields as in the Avro schema of the same name. */
public record Rejected(
    String step,
    String subject,
    String id,
    String parentId,
    @Nullable Capability capability,
    String recipe,
    Language language,
    String check,
    String code,
    String reason) {}
