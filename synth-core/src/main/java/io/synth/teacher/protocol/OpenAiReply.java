package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.model.Usage;
import io.synth.teacher.CallFailure;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.WireReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a reply. */
final class OpenAiReply {
  private OpenAiReply() {}

  static WireReply read(TeacherConfig teacher, ChatRequest request, JsonNode reply)
      throws CallFailure {
    ServerErrors.throwIfError(reply);
    JsonNode choice = reply.path("choices").path(0);
    if (!choice.path("message").isObject()) {
      throw CallFailure.of(
          "invalid_response",
          "no choices in the reply",
          false,
          CallFailure.Charge.UNKNOWN,
          reply.toString());
    }
    ServerErrors.throwIfError(choice);
    JsonNode message = choice.path("message");
    String content = partText(message.path("content"));
    if (content.isEmpty()) {
      content = message.path("refusal").asText("");
    }
    String reasoning = reasoning(message);
    if (teacher.inlineThink()) {
      ThinkTags split = ThinkTags.split(content, !reasoning.isEmpty());
      content = split.content();
      reasoning = reasoning.isEmpty() ? split.reasoning() : reasoning;
    }
    List<ToolCall> calls = calls(message.path("tool_calls"), request);
    return new WireReply(
        Message.assistant(
            JsonBody.wellFormed(content),
            reasoning.isEmpty() ? null : JsonBody.wellFormed(reasoning),
            calls),
        finish(choice.path("finish_reason").asText(""), !calls.isEmpty()),
        JsonBody.wellFormed(reply.path("model").asText("")),
        usage(reply.path("usage")),
        null);
  }

  /** The text of a content, which is a string, a list of parts, or null. */
  static String partText(JsonNode content) {
    if (!content.isArray()) {
      return content.isTextual() ? content.textValue() : "";
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.isTextual() ? part.textValue() : part.path("text").asText(""));
    }
    return text.toString();
  }

  /** The reasoning among the parts of a content. */
  static String partReasoning(JsonNode content) {
    StringBuilder text = new StringBuilder();
    if (content.isArray()) {
      for (JsonNode part : content) {
        text.append(partText(part.path("thinking")));
      }
    }
    return text.toString();
  }

  private static String reasoning(JsonNode message) {
    StringBuilder details = new StringBuilder();
    for (JsonNode detail : message.path("reasoning_details")) {
      details.append(detail.path("text").asText("")).append(detail.path("summary").asText(""));
    }
    JsonNode plain = message.path("reasoning");
    // Several servers send the same reasoning under two names.
    for (String form :
        List.of(
            message.path("reasoning_content").asText(""),
            plain.isObject() ? plain.path("content").asText("") : plain.asText(""),
            partReasoning(message.path("content")),
            details.toString())) {
      if (!form.isBlank()) {
        return form.strip();
      }
    }
    return "";
  }

  private static List<ToolCall> calls(JsonNode nodes, ChatRequest request) {
    CallIds ids = new CallIds(request);
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode node : nodes) {
      JsonNode function = node.path("function");
      calls.add(
          ToolCall.of(
              ids.next(JsonBody.wellFormed(node.path("id").asText(""))),
              JsonBody.wellFormed(function.path("name").asText("")),
              JsonBody.wellFormed(ToolArguments.object(function.path("arguments")))));
    }
    return calls;
  }

  private static Finish finish(String reason, boolean calls) {
    return switch (reason) {
      case "length", "max_tokens", "model_length" -> Finish.LENGTH;
      case "content_filter" -> Finish.CONTENT_FILTER;
      default -> calls ? Finish.TOOL_CALLS : Finish.STOP;
    };
  }

  private static @Nullable Usage usage(JsonNode usage) {
    if (!TokenCounts.told(usage.path("prompt_tokens"), usage.path("completion_tokens"))) {
      return null;
    }
    long prompt = TokenCounts.of(usage.path("prompt_tokens"));
    long completion = TokenCounts.of(usage.path("completion_tokens"));
    JsonNode cachedDetail = usage.path("prompt_tokens_details").path("cached_tokens");
    long cached =
        TokenCounts.of(
            cachedDetail.isNumber() ? cachedDetail : usage.path("prompt_cache_hit_tokens"));
    JsonNode reasoningDetail = usage.path("completion_tokens_details").path("reasoning_tokens");
    long reasoning =
        TokenCounts.of(
            reasoningDetail.isNumber() ? reasoningDetail : usage.path("reasoning_tokens"));
    // Some servers count reasoning beside the completion: the total tells.
    if (reasoning > 0
        && TokenCounts.of(usage.path("total_tokens")) == prompt + completion + reasoning) {
      completion += reasoning;
    }
    return new Usage(
        1, prompt, Math.min(cached, prompt), completion, Math.min(reasoning, completion), 0);
  }
}
