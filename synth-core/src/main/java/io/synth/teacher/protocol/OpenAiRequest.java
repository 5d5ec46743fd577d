package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.config.StructuredMode;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.Sampling;
import io.synth.teacher.ToolDefinition;

/** Writes a request. */
final class OpenAiRequest {
  private OpenAiRequest() {}

  static ObjectNode of(TeacherConfig teacher, ChatRequest request, Sampling sampling) {
    ObjectNode root = JsonBody.JSON.createObjectNode();
    root.put("model", teacher.model());
    // What stays the same in a conversation comes first, what grows after it, and then what may
    // change with each turn: so requests of a conversation share their beginning byte by byte.
    for (ToolDefinition tool : request.tools()) {
      ObjectNode function =
          root.withArray("tools").addObject().put("type", "function").putObject("function");
      function.put("name", tool.name()).put("description", tool.description());
      function.set("parameters", tool.parameters());
    }
    ArrayNode messages = root.putArray("messages");
    for (Message message :
        SchemaWish.messages(request, teacher.structured() == StructuredMode.PROMPT)) {
      messages.add(message(teacher, message));
    }
    if (!request.tools().isEmpty() && !request.mayCall()) {
      root.put("tool_choice", "none");
    }
    if (request.schema() != null && teacher.structured() == StructuredMode.JSON_SCHEMA) {
      root.set("response_format", responseFormat(request.schema()));
    }
    sampling(root, teacher, sampling);
    if (teacher.stream()) {
      root.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    teacher.body().forEach(root::set);
    return root;
  }

  private static void sampling(ObjectNode root, TeacherConfig teacher, Sampling sampling) {
    if (sampling.temperature() != null) {
      root.put("temperature", sampling.temperature());
    }
    if (sampling.topP() != null) {
      root.put("top_p", sampling.topP());
    }
    if (sampling.maxTokens() != null) {
      root.put(teacher.maxTokensKey(), sampling.maxTokens());
    }
    if (sampling.seed() != null) {
      root.put("seed", sampling.seed());
    }
    for (String stop : sampling.stop()) {
      root.withArray("stop").add(stop);
    }
  }

  private static ObjectNode message(TeacherConfig teacher, Message message) {
    ObjectNode node = JsonBody.JSON.createObjectNode();
    node.put("role", message.role().label()).put("content", message.content());
    if (teacher.sendReasoning() && message.reasoningContent() != null) {
      node.put("reasoning_content", message.reasoningContent());
    }
    for (ToolCall call : message.toolCalls()) {
      node.withArray("tool_calls")
          .addObject()
          .put("id", call.id())
          .put("type", call.type())
          .putObject("function")
          .put("name", call.function().name())
          .put("arguments", call.function().arguments());
    }
    if (message.toolCallId() != null) {
      node.put("tool_call_id", message.toolCallId());
    }
    return node;
  }

  private static ObjectNode responseFormat(ReplySchema schema) {
    ObjectNode format = JsonBody.JSON.createObjectNode().put("type", "json_schema");
    format
        .putObject("json_schema")
        .put("name", schema.name())
        .put("strict", strict(schema.schema()))
        .set("schema", SchemaWish.onWire(schema.schema()));
    return format;
  }

  /** Whether strict mode takes the schema: each object closed, with all its members required. */
  private static boolean strict(JsonNode schema) {
    if (schema.path("properties").isObject()) {
      if (!schema.path("additionalProperties").isBoolean()
          || schema.path("additionalProperties").booleanValue()
          || schema.path("required").size() != schema.path("properties").size()) {
        return false;
      }
    }
    for (JsonNode child : schema) {
      if (!strict(child)) {
        return false;
      }
    }
    return true;
  }
}
