package io.synth.model;

/** One edge of the knowledge graph, by names. Fields as in the Avro schema of the same name. */
public record Triple(String subject, String relation, String object) {}
