package io.synth.model;

/** A passage of a page that a task rests on. Fields as in the Avro schema of the same name. */
public record Evidence(String url, String title, String quote) {}
