package io.synth.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.model.Completion;
import io.synth.model.Labelled;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reply as the journal keeps it: one JSON object with the message and the finish reason. */
final class JournaledReply {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JournaledReply() {}

  static String write(Message message, ChatReply.Finish finish, @Nullable JsonNode blocks) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode node = root.putObject("message");
    node.put("role", message.role().label()).put("content", message.content());
    if (message.reasoningContent() != null) {
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
    root.put("finish", finish.label());
    if (blocks != null) {
      root.set("blocks", blocks);
    }
    return root.toString();
  }

  /** A paid request that brought no usable reply: its story. */
  static String writeFailure(String story) {
    return JSON.createObjectNode().put("failure", story).toString();
  }

  /**
   * Reads it back.
   *
   * @throws TeacherException when there was no usable reply, as it was thrown then
   * @throws SynthException when the journal holds something else
   */
  static ChatReply read(Completion completion) {
    try {
      JsonNode root = JSON.readTree(completion.reply());
      if (completion.failed()) {
        throw new TeacherException(completion.failure(), root.required("failure").asText());
      }
      JsonNode message = root.required("message");
      List<ToolCall> calls = new ArrayList<>();
      for (JsonNode call : message.path("tool_calls")) {
        JsonNode function = call.required("function");
        calls.add(
            ToolCall.of(
                call.required("id").asText(),
                function.required("name").asText(),
                function.required("arguments").asText()));
      }
      String reasoning =
          message.has("reasoning_content") ? message.get("reasoning_content").asText() : null;
      return new ChatReply(
          Message.assistant(message.required("content").asText(), reasoning, calls),
          Labelled.of(ChatReply.Finish.class, root.required("finish").asText()),
          completion.model(),
          completion.usage(),
          root.get("blocks"));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          "the journal's reply "
              + completion.fingerprint()
              + " of item "
              + completion.itemId()
              + " cannot be read; remove that journal segment, and the call is made again",
          e);
    }
  }
}
