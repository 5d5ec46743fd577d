package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call is known by in the journal: SHA-256 over everything that shapes its reply, as JSON
 * with sorted members. Timeouts, limits, retries, prices, headers, keys and streaming are not in
 * it, so changing them loses no paid reply; parallelism and group sizes cannot be, as no request
 * knows of them. This one is still open in its ordinal and its sampling.
 */
final class Fingerprint {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MessageDigest head;
  private final String protocol;
  private final String tail;

  /**
   * @param head digest of the members up to the messages
   */
  Fingerprint(TeacherConfig teacher, ChatRequest request, MessageDigest head) {
    this.head = head;
    Digests.add(head, ",\"model\":" + text(teacher.model()) + ",\"ordinal\":");
    this.protocol = ",\"protocol\":" + text(teacher.protocol()) + ",\"sampling\":";
    this.tail = tail(teacher, request);
  }

  /** The members that come before the messages. */
  static String opening(TeacherConfig teacher, ChatRequest request) {
    ObjectNode body = JSON.createObjectNode();
    teacher.body().forEach(body::set);
    return "{\"base_url\":"
        + text(teacher.baseUrl())
        + ",\"body\":"
        + sorted(body)
        + (request.tools().isEmpty() || request.mayCall() ? "" : ",\"may_call\":false")
        + ",\"messages\":[";
  }

  /** One message with what goes with it. */
  static String message(TeacherConfig teacher, ChatRequest request, int index) {
    Message message = request.messages().get(index);
    ObjectNode node = JSON.createObjectNode();
    node.put("role", message.role().label())
        .put("content", message.content())
        .put("tool_call_id", message.toolCallId())
        .put("name", message.name());
    if (teacher.sendReasoning()) {
      node.put("reasoning_content", message.reasoningContent());
    }
    for (ToolCall call : message.toolCalls()) {
      node.withArray("tool_calls")
          .addObject()
          .put("id", call.id())
          .put("name", call.function().name())
          .put("arguments", call.function().arguments());
    }
    JsonNode blocks = request.blocks().get(index);
    if (blocks != null) {
      node.set("blocks", blocks);
    }
    ReplySchema wish = request.wishes().get(index);
    if (wish != null) {
      node.put("wish_name", wish.name()).set("wish", wish.schema());
    }
    return sorted(node).toString();
  }

  private static String tail(TeacherConfig teacher, ChatRequest request) {
    StringBuilder tail = new StringBuilder();
    ReplySchema schema = request.schema();
    if (schema != null) {
      tail.append(",\"schema\":").append(sorted(schema.schema()));
      tail.append(",\"schema_mode\":").append(text(teacher.structured().label()));
      tail.append(",\"schema_name\":").append(text(schema.name()));
    }
    if (!request.tools().isEmpty()) {
      ArrayNode tools = JSON.createArrayNode();
      for (ToolDefinition tool : request.tools()) {
        tools
            .addObject()
            .put("name", tool.name())
            .put("description", tool.description())
            .set("parameters", tool.parameters());
      }
      tail.append(",\"tools\":").append(sorted(tools));
    }
    return tail.append('}').toString();
  }

  /**
   * 64 hexadecimal digits.
   *
   * @param ordinal how many equal requests the work item made before
   */
  String numbered(int ordinal, Sampling sampling) {
    ObjectNode settings = JSON.createObjectNode();
    settings.put("max_tokens", sampling.maxTokens()).put("seed", sampling.seed());
    sampling.stop().forEach(settings.putArray("stop")::add);
    settings.put("temperature", sampling.temperature()).put("top_p", sampling.topP());
    MessageDigest whole = Digests.copy(head);
    Digests.add(whole, ordinal + protocol + settings + tail);
    return HexFormat.of().formatHex(whole.digest());
  }

  private static String text(String value) {
    return JSON.getNodeFactory().textNode(value).toString();
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
}
