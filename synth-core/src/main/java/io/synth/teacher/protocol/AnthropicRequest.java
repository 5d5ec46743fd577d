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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes a request. */
final class AnthropicRequest {
  /** Member that holds a structured reply whose schema is none of an object. */
  static final String REPLY = "reply";

  /** The interface wants a limit: ours where the configuration gives none. */
  private static final int MAX_TOKENS = 4096;

  private AnthropicRequest() {}

  static ObjectNode of(TeacherConfig teacher, ChatRequest request) {
    ObjectNode root = JsonBody.JSON.createObjectNode();
    Sampling sampling = request.sampling();
    root.put("model", teacher.model());
    root.put("max_tokens", sampling.maxTokens() == null ? MAX_TOKENS : sampling.maxTokens());
    boolean forced = forcedTool(teacher, request);
    List<Message> messages = SchemaWish.messages(request, request.schema() != null && !forced);
    ArrayNode system = root.arrayNode();
    for (Message message : messages) {
      if (message.role() == Message.Role.SYSTEM && !message.content().isBlank()) {
        text(system, message.content());
      }
    }
    if (!system.isEmpty()) {
      root.set("system", system);
    }
    ArrayNode turns = AnthropicTurns.of(messages, request.blocks());
    root.set("messages", turns);
    tools(root, request, forced);
    // A conversation with tools goes on: the next request reads what this one stored. Of the rest,
    // each request is the only one of its kind, and storing it costs more than sending it.
    if (!request.tools().isEmpty()) {
      cache(system);
      cache(turns.path(turns.size() - 1).path("content"));
    }
    sampling(root, teacher, sampling);
    teacher.body().forEach(root::set);
    return root;
  }

  /** Whether a structured reply is asked for as the call of a tool that has to be made. */
  static boolean forcedTool(TeacherConfig teacher, ChatRequest request) {
    return request.schema() != null
        && teacher.structured() == StructuredMode.JSON_SCHEMA
        // A model that thinks cannot be made to call a tool.
        && !thinks(teacher);
  }

  private static boolean thinks(TeacherConfig teacher) {
    JsonNode thinking = teacher.body().get("thinking");
    return thinking != null && !thinking.path("type").asText().equals("disabled");
  }

  static void text(ArrayNode blocks, String text) {
    blocks.addObject().put("type", "text").put("text", text);
  }

  private static void tools(ObjectNode root, ChatRequest request, boolean forced) {
    for (ToolDefinition tool : request.tools()) {
      root.withArray("tools")
          .addObject()
          .put("name", tool.name())
          .put("description", tool.description())
          .set("input_schema", tool.parameters());
    }
    if (request.tools().isEmpty()) {
      // Calls in the conversation must be of tools that are named, also where none may be made.
      for (String name : called(request)) {
        ObjectNode tool = root.withArray("tools").addObject().put("name", name);
        tool.putObject("input_schema").put("type", "object");
      }
      if (root.has("tools") && !forced) {
        root.putObject("tool_choice").put("type", "none");
      }
    }
    ReplySchema schema = request.schema();
    if (schema != null && forced) {
      root.withArray("tools")
          .addObject()
          .put("name", schema.name())
          .put("description", "Gives the reply.")
          .set("input_schema", input(schema));
      root.putObject("tool_choice").put("type", "tool").put("name", schema.name());
    }
  }

  private static Set<String> called(ChatRequest request) {
    Set<String> names = new TreeSet<>();
    for (Message message : request.messages()) {
      for (ToolCall call : message.toolCalls()) {
        names.add(call.function().name());
      }
    }
    return names;
  }

  /** Whether a schema has to be put under a member: a tool's input is an object. */
  static boolean wrapped(ReplySchema schema) {
    return !schema.schema().path("type").asText().equals("object");
  }

  private static JsonNode input(ReplySchema schema) {
    JsonNode bare = SchemaWish.onWire(schema.schema());
    if (!wrapped(schema)) {
      return bare;
    }
    ObjectNode wrapper = JsonBody.JSON.createObjectNode().put("type", "object");
    wrapper.putObject("properties").set(REPLY, bare);
    wrapper.putArray("required").add(REPLY);
    return wrapper.put("additionalProperties", false);
  }

  private static void cache(JsonNode blocks) {
    JsonNode last = blocks.path(blocks.size() - 1);
    if (last instanceof ObjectNode block) {
      block.putObject("cache_control").put("type", "ephemeral");
    }
  }

  private static void sampling(ObjectNode root, TeacherConfig teacher, Sampling sampling) {
    // A model that thinks takes neither, and newer models take only one of the two.
    if (!thinks(teacher)) {
      if (sampling.temperature() != null) {
        root.put("temperature", Math.min(1, sampling.temperature()));
      } else if (sampling.topP() != null) {
        root.put("top_p", sampling.topP());
      }
    }
    for (String stop : sampling.stop()) {
      root.withArray("stop_sequences").add(stop);
    }
    if (teacher.stream()) {
      root.put("stream", true);
    }
  }
}
