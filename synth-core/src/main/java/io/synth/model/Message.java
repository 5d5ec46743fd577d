package io.synth.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn, in the layout that chat templates read. Fields as in the Avro schema of the same name.
 */
public record Message(
    Role role,
    String content,
    @Nullable String reasoningContent,
    List<ToolCall> toolCalls,
    @Nullable String toolCallId,
    @Nullable String name) {
  public Message {
    toolCalls = List.copyOf(toolCalls);
  }

  /** Who speaks. */
  public enum Role implements Labelled {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
  }

  public static Message system(String content) {
    return new Message(Role.SYSTEM, content, null, List.of(), null, null);
  }

  public static Message user(String content) {
    return new Message(Role.USER, content, null, List.of(), null, null);
  }

  /** An assistant turn without tool calls. */
  public static Message assistant(String content) {
    return new Message(Role.ASSISTANT, content, null, List.of(), null, null);
  }

  /** An assistant turn; {@code content} is empty, not null, where the turn only calls tools. */
  public static Message assistant(
      String content, @Nullable String reasoning, List<ToolCall> toolCalls) {
    return new Message(Role.ASSISTANT, content, reasoning, toolCalls, null, null);
  }

  /** The result of a tool call. */
  public static Message tool(ToolCall call, String content) {
    return new Message(Role.TOOL, content, null, List.of(), call.id(), call.function().name());
  }
}
