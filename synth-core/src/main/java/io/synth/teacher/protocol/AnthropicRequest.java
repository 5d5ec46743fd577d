package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.config.SamplingSetting;
import io.synth.config.StructuredMode;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.Sampling;
import io.synth.teacher.ToolDefinition;
import java.util.EnumSet;
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
    Sampling sampling = sent(teacher, request.sampling());
    root.put("model", teacher.model());
    boolean forced = forcedTool(teacher, request);
    List<Message> messages = SchemaWish.messages(request, !forced);
    // What stays the same in a conversation comes first, what grows after it, and then what may
    // change with each turn: so requests of a conversation share their beginning byte by byte.
    tools(root, request, forced);
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
    toolChoice(root, request, forced);
    if (teacher.cacheControl()) {
      CacheMarks.set(root, request);
    }
    root.put("max_tokens", sampling.maxTokens());
    sampling(root, teacher, sampling);
    teacher.body().forEach(root::set);
    return root;
  }

  /** There is no seed; a model that thinks takes neither temperature nor nucleus. */
  static Sampling sent(TeacherConfig teacher, Sampling sampling) {
    Set<SamplingSetting> omitted = EnumSet.of(SamplingSetting.SEED);
    omitted.addAll(teacher.omit());
    if (thinks(teacher)) {
      omitted.add(SamplingSetting.TEMPERATURE);
      omitted.add(SamplingSetting.TOP_P);
    }
    Sampling sent = sampling.without(omitted);
    return sent.maxTokens() == null ? sent.withMaxTokens(MAX_TOKENS) : sent;
  }

  /**
   * Whether a structured reply is asked for as the call of a tool that has to be made. Within a
   * conversation with tools it is asked for in words: one more tool, or another choice of tools,
   * and nothing fits any more of what the server has cached.
   */
  static boolean forcedTool(TeacherConfig teacher, ChatRequest request) {
    return request.schema() != null
        && request.tools().isEmpty()
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
    }
    ReplySchema schema = request.schema();
    if (schema != null && forced) {
      root.withArray("tools")
          .addObject()
          .put("name", schema.name())
          .put("description", "Gives the reply.")
          .set("input_schema", input(schema));
    }
  }

  private static void toolChoice(ObjectNode root, ChatRequest request, boolean forced) {
    ReplySchema schema = request.schema();
    if (schema != null && forced) {
      root.putObject("tool_choice").put("type", "tool").put("name", schema.name());
    } else if (root.has("tools") && mayNotCall(request)) {
      root.putObject("tool_choice").put("type", "none");
    }
  }

  /**
   * Another choice of tools makes the server forget the turns that it has cached: what the words of
   * a structured turn say is enough, and its calls are dropped.
   */
  static boolean mayNotCall(ChatRequest request) {
    return request.tools().isEmpty() || (!request.mayCall() && request.schema() == null);
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

  private static void sampling(ObjectNode root, TeacherConfig teacher, Sampling sampling) {
    if (sampling.temperature() != null) {
      root.put("temperature", sampling.temperature());
    }
    if (sampling.topP() != null) {
      root.put("top_p", sampling.topP());
    }
    for (String stop : sampling.stop()) {
      root.withArray("stop_sequences").add(stop);
    }
    if (teacher.stream()) {
      root.put("stream", true);
    }
  }
}
