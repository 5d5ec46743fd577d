package io.synth.teacher.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as turns of blocks: user and assistant alternate, results of tools are blocks of
 * the user's turn. Used by one thread.
 */
final class AnthropicTurns {
  private final ArrayNode turns = JsonBody.JSON.createArrayNode();

  private AnthropicTurns() {}

  /**
   * The turns.
   *
   * @param blocks by place in the messages, blocks that came with a turn and go back before its
   *     text
   */
  static ArrayNode of(List<Message> messages, Map<Integer, JsonNode> blocks) {
    AnthropicTurns all = new AnthropicTurns();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      switch (message.role()) {
        case SYSTEM -> {
          // Stands outside the turns.
        }
        case USER -> all.text("user", message.content());
        case ASSISTANT -> all.assistant(message, blocks.get(i));
        case TOOL ->
            all.turn("user")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", message.toolCallId())
                .put("content", message.content());
      }
    }
    return all.turns;
  }

  private void assistant(Message message, @Nullable JsonNode signed) {
    if (signed != null) {
      signed.forEach(turn("assistant")::add);
    }
    text("assistant", message.content());
    for (ToolCall call : message.toolCalls()) {
      turn("assistant")
          .addObject()
          .put("type", "tool_use")
          .put("id", call.id())
          .put("name", call.function().name())
          .set("input", input(call));
    }
  }

  /** Blank texts are refused; a turn without any block falls away. */
  private void text(String role, String text) {
    if (!text.isBlank()) {
      // The interface refuses white space at the end of the assistant's text.
      AnthropicRequest.text(turn(role), role.equals("assistant") ? text.stripTrailing() : text);
    }
  }

  private static JsonNode input(ToolCall call) {
    try {
      return JsonBody.JSON.readTree(call.function().arguments());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("arguments of a call are always JSON", e);
    }
  }

  /** The blocks of the last turn, if it is of that role, or of a new one. */
  private ArrayNode turn(String role) {
    JsonNode last = turns.path(turns.size() - 1);
    if (last.path("role").asText().equals(role) && last.path("content") instanceof ArrayNode open) {
      return open;
    }
    ObjectNode turn = turns.addObject().put("role", role);
    return turn.putArray("content");
  }
}
