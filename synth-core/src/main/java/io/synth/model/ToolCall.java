package io.synth.model;

/** A call of a tool. Fields as in the Avro schema of the same name. */
public record ToolCall(String id, String type, FunctionCall function) {

  /** A call of a function. */
  public static ToolCall of(String id, String name, String arguments) {
    return new ToolCall(id, "function", new FunctionCall(name, arguments));
  }
}
