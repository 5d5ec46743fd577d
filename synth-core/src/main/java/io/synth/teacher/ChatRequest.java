package io.synth.teacher;

import io.synth.model.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher is asked: everything that shapes its reply, and nothing else.
 *
 * @param tools tools it may call; empty for none
 * @param schema what a structured reply must look like; null for free text
 */
public record ChatRequest(
    List<Message> messages,
    List<ToolDefinition> tools,
    @Nullable ReplySchema schema,
    Sampling sampling) {
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }
}
