package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Message;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher is asked: everything that shapes its reply, and nothing else.
 *
 * @param tools tools it is told of; empty for none
 * @param mayCall whether it may call them in this turn. A turn that must not call a tool names them
 *     all the same, since tools stand before everything else in the prompt: without them, nothing
 *     of what the server has cached of the conversation would fit
 * @param schema what a structured reply must look like; null for free text
 * @param blocks by place in the messages, what came with an earlier reply ({@link ChatReply}) and
 *     goes back with it
 * @param wishes by place in the messages, the schema that an earlier turn was asked for there:
 *     where it was told in words, the words stay
 */
public record ChatRequest(
    List<Message> messages,
    List<ToolDefinition> tools,
    boolean mayCall,
    @Nullable ReplySchema schema,
    Sampling sampling,
    Map<Integer, JsonNode> blocks,
    Map<Integer, ReplySchema> wishes) {
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    blocks = Map.copyOf(blocks);
    wishes = Map.copyOf(wishes);
  }

  /** A request that may call the tools, at the beginning of a conversation. */
  public ChatRequest(
      List<Message> messages,
      List<ToolDefinition> tools,
      @Nullable ReplySchema schema,
      Sampling sampling) {
    this(messages, tools, true, schema, sampling, Map.of(), Map.of());
  }

  /** The same as a turn that must not call a tool. */
  public ChatRequest withoutCalls() {
    return new ChatRequest(messages, tools, false, schema, sampling, blocks, wishes);
  }
}
