package io.synth.model;

import java.util.List;

/**
 * One attempt at a task: all messages with tool calls, tool results and reasoning, the outcome, the
 * usage. Fields as in the Avro schema of the same name.
 */
public record Trajectory(
    String trajectoryId,
    String taskId,
    String seedId,
    int rollout,
    TeacherRole role,
    Capability capability,
    String recipe,
    Language language,
    String teacher,
    String model,
    Status status,
    String code,
    String reason,
    List<Message> messages,
    String tools,
    String answer,
    List<Finding> findings,
    List<Source> sources,
    int steps,
    int toolCalls,
    int toolErrors,
    int reflections,
    int tokens,
    Usage usage) {
  public Trajectory {
    messages = List.copyOf(messages);
    findings = List.copyOf(findings);
    sources = List.copyOf(sources);
  }

  /** How an attempt ended. */
  public enum Status implements Labelled {
    FINISHED,
    FORCED,
    FAILED
  }
}
