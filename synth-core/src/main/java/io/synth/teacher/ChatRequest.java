package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Message;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher is asked: everything that shapes its reply, and nothing else.
 *
 * @param tools tools it may call; empty for none
 * @param schema what a structured reply must look like; null for free text
 * @param blocks by place in the messages, what came with an earlier reply ({@link ChatReply}) and
 *     goes back with it
 */
public record ChatRequest(
    List<Message> messages,
    List<ToolDefinition> tools,
    @Nullable ReplySchema schema,
    Sampling sampling,
    Map<Integer, JsonNode> blocks) {
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    blocks = Map.copyOf(blocks);
  }

  /** A request without such blocks. */
  public ChatRequest(
      List<Message> messages,
      List<ToolDefinition> tools,
      @Nullable ReplySchema schema,
      Sampling sampling) {
    this(messages, tools, schema, sampling, Map.of());
  }
}
