package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.Message;
import io.synth.teacher.ChatRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Marks what the server shall keep in its prompt cache, and where it shall look for what it kept.
 * Storing costs a quarter more than sending, reading a tenth, for five minutes after each use: so
 * marks are for what a later request reads.
 *
 * <p>A conversation with tools goes on: its next request reads all that this one sent. Its tools
 * and system prompt are those of all tasks of its kind and language, its first turn is that of all
 * attempts at its task; hence marks after these. The server looks back over twenty blocks from a
 * mark, and a turn may add more than that; hence a mark where the request before this one ended.
 * That makes four, the most that it takes. A prefix below the model's least length (512 to 4,096
 * tokens) is not kept, and costs nothing.
 *
 * <p>No marks are for the turns of a request that is the last of its conversation, as a forced
 * answer is, or the only one, as most structured ones are.
 *
 * <p>Source: Anthropic's pages on prompt caching, as of November 2026.
 */
final class CacheMarks {
  private CacheMarks() {}

  static void set(ObjectNode root, ChatRequest request) {
    if (!goesOn(request)) {
      return;
    }
    // Tools stand before the system prompt: one mark keeps both.
    mark(root.has("system") ? root.path("system") : root.path("tools"));
    if (!request.mayCall() && request.schema() == null) {
      return;
    }
    List<JsonNode> asked = new ArrayList<>();
    for (JsonNode turn : root.path("messages")) {
      if (turn.path("role").asText().equals("user")) {
        asked.add(turn.path("content"));
      }
    }
    int last = asked.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (i == 0 || i >= last - 1) {
        mark(asked.get(i));
      }
    }
  }

  /** One without tools shows that it goes on when the teacher has said something in it. */
  private static boolean goesOn(ChatRequest request) {
    return !request.tools().isEmpty()
        || request.messages().stream().anyMatch(m -> m.role() == Message.Role.ASSISTANT);
  }

  /** After the last block, but for blocks that take no mark. */
  private static void mark(JsonNode blocks) {
    if (blocks.path(blocks.size() - 1) instanceof ObjectNode block) {
      block.putObject("cache_control").put("type", "ephemeral");
    }
  }
}
