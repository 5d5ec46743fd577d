package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.teacher.CallFailure;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the events of a streamed reply together, into the same JSON that an unstreamed reply has.
 * Not thread-safe.
 */
final class AnthropicStream {
  private ObjectNode message = JsonBody.JSON.createObjectNode();
  private final Map<Integer, Block> blocks = new TreeMap<>();
  private boolean finished;
  private long length;

  /** A block while its parts arrive. */
  private static final class Block {
    private final ObjectNode start;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder input = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();

    private Block(ObjectNode start) {
      this.start = start;
    }
  }

  /** Whether the last event came. */
  boolean finished() {
    return finished;
  }

  void add(JsonNode event) throws CallFailure {
    ServerErrors.throwIfError(event);
    length = JsonBody.streamed(length, event);
    switch (event.path("type").asText()) {
      case "message_start" -> {
        if (event.path("message") instanceof ObjectNode start) {
          message = start.deepCopy();
        }
      }
      case "content_block_start" -> {
        if (event.path("content_block") instanceof ObjectNode start) {
          blocks.put(event.path("index").asInt(), new Block(start.deepCopy()));
        }
      }
      case "content_block_delta" -> {
        Block block = blocks.get(event.path("index").asInt());
        if (block != null) {
          add(block, event.path("delta"));
        }
      }
      case "message_delta" -> {
        event.path("delta").properties().forEach(one -> message.set(one.getKey(), one.getValue()));
        ObjectNode usage = message.withObject("/usage");
        event.path("usage").properties().forEach(one -> usage.set(one.getKey(), one.getValue()));
      }
      case "message_stop" -> finished = true;
      default -> {
        // Pings, ends of blocks, and what may come to be: the interface asks to pass it over.
      }
    }
  }

  private static void add(Block block, JsonNode delta) {
    block.text.append(delta.path("text").asText("")).append(delta.path("thinking").asText(""));
    block.input.append(delta.path("partial_json").asText(""));
    block.signature.append(delta.path("signature").asText(""));
  }

  /** The whole reply. */
  JsonNode reply() {
    ArrayNode content = message.putArray("content");
    for (Block block : blocks.values()) {
      ObjectNode whole = block.start;
      switch (whole.path("type").asText()) {
        case "text" -> whole.put("text", whole.path("text").asText("") + block.text);
        case "thinking" -> {
          whole.put("thinking", whole.path("thinking").asText("") + block.text);
          whole.put("signature", whole.path("signature").asText("") + block.signature);
        }
        case "tool_use" -> {
          if (!block.input.isEmpty()) {
            whole.put("input", block.input.toString());
          }
        }
        default -> {
          // Came whole with its start.
        }
      }
      content.add(whole);
    }
    return message;
  }
}
