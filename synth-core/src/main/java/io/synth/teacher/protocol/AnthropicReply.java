package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.model.Usage;
import io.synth.teacher.CallFailure;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.WireReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a reply. */
final class AnthropicReply {
  private AnthropicReply() {}

  static WireReply read(TeacherConfig teacher, ChatRequest request, JsonNode reply)
      throws CallFailure {
    ServerErrors.throwIfError(reply);
    if (!reply.path("content").isArray()) {
      throw CallFailure.of(
          "invalid_response",
          "no content in the reply",
          false,
          CallFailure.Charge.UNKNOWN,
          reply.toString());
    }
    ReplySchema schema = AnthropicRequest.forcedTool(teacher, request) ? request.schema() : null;
    StringBuilder content = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    ArrayNode signed = JsonBody.JSON.createArrayNode();
    List<ToolCall> calls = new ArrayList<>();
    CallIds ids = new CallIds(request);
    for (JsonNode block : reply.path("content")) {
      switch (block.path("type").asText()) {
        case "text" -> content.append(block.path("text").asText(""));
        case "thinking" -> {
          reasoning.append(reasoning.isEmpty() ? "" : "\n\n");
          reasoning.append(block.path("thinking").asText(""));
          signed.add(block);
        }
        // Its text is for the server alone, but it goes back all the same.
        case "redacted_thinking" -> signed.add(block);
        case "tool_use" -> {
          if (schema != null && block.path("name").asText().equals(schema.name())) {
            content.setLength(0);
            content.append(structured(schema, block.path("input")));
          } else {
            calls.add(
                ToolCall.of(
                    ids.next(JsonBody.wellFormed(block.path("id").asText(""))),
                    JsonBody.wellFormed(block.path("name").asText("")),
                    JsonBody.wellFormed(ToolArguments.object(block.path("input")))));
          }
        }
        default -> {
          // Blocks of the server's own tools, which are not asked for.
        }
      }
    }
    String thought = JsonBody.wellFormed(reasoning.toString().strip());
    return new WireReply(
        Message.assistant(
            JsonBody.wellFormed(content.toString()), thought.isEmpty() ? null : thought, calls),
        finish(reply.path("stop_reason").asText(""), !calls.isEmpty()),
        JsonBody.wellFormed(reply.path("model").asText("")),
        usage(reply.path("usage")),
        signed.isEmpty() ? null : signed);
  }

  private static String structured(ReplySchema schema, JsonNode input) {
    JsonNode value =
        AnthropicRequest.wrapped(schema) && input.has(AnthropicRequest.REPLY)
            ? input.get(AnthropicRequest.REPLY)
            : input;
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private static Finish finish(String reason, boolean calls) {
    return switch (reason) {
      case "max_tokens", "model_context_window_exceeded" -> Finish.LENGTH;
      case "refusal" -> Finish.CONTENT_FILTER;
      default -> calls ? Finish.TOOL_CALLS : Finish.STOP;
    };
  }

  /** The interface counts input apart: new, stored in the cache, and read from it. */
  private static @Nullable Usage usage(JsonNode usage) {
    if (!TokenCounts.told(usage.path("input_tokens"), usage.path("output_tokens"))) {
      return null;
    }
    long cached = TokenCounts.of(usage.path("cache_read_input_tokens"));
    long stored = TokenCounts.of(usage.path("cache_creation_input_tokens"));
    long input = TokenCounts.of(usage.path("input_tokens"));
    long output = TokenCounts.of(usage.path("output_tokens"));
    return new Usage(1, input + stored + cached, cached, stored, output, 0, 0);
  }
}
