package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call is known by in the journal: SHA-256 over everything that shapes its reply, as JSON
 * with sorted members. Timeouts, limits, retries, prices, headers, keys and streaming are not in
 * it, so changing them loses no paid reply; parallelism and group sizes cannot be, as no request
 * knows of them.
 */
public final class Fingerprint {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Fingerprint() {}

  /**
   * 64 hexadecimal digits.
   *
   * @param ordinal how many equal requests the work item made before
   */
  public static String of(TeacherConfig teacher, ChatRequest request, int ordinal) {
    ObjectNode root = JSON.createObjectNode();
    root.put("base_url", teacher.baseUrl())
        .put("protocol", teacher.protocol())
        .put("model", teacher.model())
        .put("ordinal", ordinal);
    ArrayNode messages = root.putArray("messages");
    for (int i = 0; i < request.messages().size(); i++) {
      ObjectNode message = message(request.messages().get(i), teacher.sendReasoning());
      if (request.blocks().containsKey(i)) {
        message.set("blocks", request.blocks().get(i));
      }
      messages.add(message);
    }
    for (ToolDefinition tool : request.tools()) {
      root.withArray("tools")
          .addObject()
          .put("name", tool.name())
          .put("description", tool.description())
          .set("parameters", tool.parameters());
    }
    ReplySchema schema = request.schema();
    if (schema != null) {
      root.put("schema_name", schema.name()).put("schema_mode", teacher.structured().label());
      root.set("schema", schema.schema());
    }
    Sampling sampling = request.sampling();
    ObjectNode settings = root.putObject("sampling");
    settings
        .put("temperature", sampling.temperature())
        .put("top_p", sampling.topP())
        .put("max_tokens", sampling.maxTokens())
        .put("seed", sampling.seed());
    sampling.stop().forEach(settings.putArray("stop")::add);
    teacher.body().forEach(root.putObject("body")::set);
    return sha256(sorted(root).toString());
  }

  private static ObjectNode message(Message message, boolean reasoningSent) {
    ObjectNode node = JSON.createObjectNode();
    node.put("role", message.role().label())
        .put("content", message.content())
        .put("tool_call_id", message.toolCallId())
        .put("name", message.name());
    if (reasoningSent) {
      node.put("reasoning_content", message.reasoningContent());
    }
    for (ToolCall call : message.toolCalls()) {
      node.withArray("tool_calls")
          .addObject()
          .put("id", call.id())
          .put("name", call.function().name())
          .put("arguments", call.function().arguments());
    }
    return node;
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> members = new TreeMap<>();
      node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
      ObjectNode copy = JSON.createObjectNode();
      members.forEach(copy::set);
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = JSON.createArrayNode();
      node.forEach(element -> copy.add(sorted(element)));
      return copy;
    }
    return node;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
