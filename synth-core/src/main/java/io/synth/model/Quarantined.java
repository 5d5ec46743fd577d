package io.synth.model;

/** A line of a seed file that could not be used. Fields as in the Avro schema of the same name. */
public record Quarantined(String source, long line, String code, String reason, String content) {}
