package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.teacher.CallFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the chunks of a streamed reply together, into the same JSON that an unstreamed reply has.
 * Not thread-safe.
 */
final class OpenAiStream {
  private final StringBuilder content = new StringBuilder();
  private final StringBuilder reasoningContent = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final ArrayNode reasoningDetails = JsonBody.JSON.createArrayNode();
  private final List<Call> calls = new ArrayList<>();
  private String model = "";
  private @Nullable String finish;
  private @Nullable JsonNode usage;
  private boolean anyChoice;
  private long length;

  private static final class Call {
    private final int index;
    private String id;
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();

    private Call(int index, String id) {
      this.index = index;
      this.id = id;
    }
  }

  /** Whether a finish reason came: what may follow is only usage. */
  boolean finished() {
    return finish != null;
  }

  void add(JsonNode chunk) throws CallFailure {
    ServerErrors.throwIfError(chunk);
    model = model.isEmpty() ? chunk.path("model").asText("") : model;
    if (chunk.path("usage").isObject()) {
      usage = chunk.path("usage");
    }
    JsonNode choice = chunk.path("choices").path(0);
    if (!choice.isObject()) {
      return;
    }
    anyChoice = true;
    ServerErrors.throwIfError(choice);
    if (choice.path("finish_reason").isTextual()) {
      finish = choice.path("finish_reason").textValue();
    }
    JsonNode delta = choice.path("delta");
    length = JsonBody.streamed(length, delta);
    content.append(OpenAiReply.partText(delta.path("content")));
    reasoningContent.append(OpenAiReply.partReasoning(delta.path("content")));
    reasoningContent.append(delta.path("reasoning_content").asText(""));
    if (delta.path("reasoning").isTextual()) {
      reasoning.append(delta.path("reasoning").textValue());
    }
    refusal.append(delta.path("refusal").asText(""));
    delta.path("reasoning_details").forEach(reasoningDetails::add);
    for (JsonNode call : delta.path("tool_calls")) {
      addCall(call);
    }
  }

  private void addCall(JsonNode part) {
    String id = part.path("id").asText("");
    Call call = callOf(part.path("index").asInt(-1), id);
    JsonNode function = part.path("function");
    if (call.name.isEmpty() || !call.name.toString().equals(function.path("name").asText(""))) {
      call.name.append(function.path("name").asText(""));
    }
    JsonNode arguments = function.path("arguments");
    call.arguments.append(
        arguments.isContainerNode() ? arguments.toString() : arguments.asText(""));
  }

  /**
   * The call that a part belongs to. Some servers give every call the index 0, or none: then a new
   * id begins a new call.
   */
  private Call callOf(int index, String id) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      Call call = calls.get(i);
      boolean sameId = id.isEmpty() || call.id.isEmpty() || call.id.equals(id);
      if (sameId && (index < 0 || call.index == index)) {
        call.id = call.id.isEmpty() ? id : call.id;
        return call;
      }
    }
    Call call = new Call(index, id);
    calls.add(call);
    return call;
  }

  /** The whole reply. */
  JsonNode reply() {
    ObjectNode reply = JsonBody.JSON.createObjectNode();
    reply.put("model", model);
    if (usage != null) {
      reply.set("usage", usage);
    }
    ArrayNode choices = reply.putArray("choices");
    if (!anyChoice) {
      return reply;
    }
    ObjectNode choice = choices.addObject();
    choice.put("finish_reason", finish);
    ObjectNode message = choice.putObject("message");
    message.put("content", content.toString());
    message.put("reasoning_content", reasoningContent.toString());
    message.put("reasoning", reasoning.toString());
    message.put("refusal", refusal.toString());
    message.set("reasoning_details", reasoningDetails);
    ArrayNode toolCalls = message.putArray("tool_calls");
    for (Call call : calls) {
      ObjectNode node = toolCalls.addObject().put("id", call.id);
      node.putObject("function")
          .put("name", call.name.toString())
          .put("arguments", call.arguments.toString());
    }
    return reply;
  }
}
