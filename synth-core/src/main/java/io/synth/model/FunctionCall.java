package io.synth.model;

/** Name and arguments. Fields as in the Avro schema of the same name. */
public record FunctionCall(String name, String arguments) {}
