package io.synth.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.teacher.JsonRepair;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A conversation with tool calls as one without: for a teacher whose turns are JSON objects. User
 * and assistant alternate, as chat templates want it. Used by one thread.
 */
final class JsonHistory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RESULT_TAG = Pattern.compile("<(/?result)\\b");

  private final List<Message> out = new ArrayList<>();

  private JsonHistory() {}

  /**
   * The conversation.
   *
   * @param instructions what the system message says besides
   */
  static List<Message> of(List<Message> messages, String instructions) {
    JsonHistory history = new JsonHistory();
    Message turn = Message.assistant("");
    for (Message message : messages) {
      switch (message.role()) {
        case SYSTEM -> history.out.add(Message.system(message.content() + "\n\n" + instructions));
        case USER -> history.user(message.content());
        case ASSISTANT -> {
          turn = message;
          if (message.toolCalls().isEmpty()) {
            history.out.add(Message.assistant(said(message)));
          }
        }
        case TOOL -> history.result(turn, message);
      }
    }
    return history.out;
  }

  private void user(String content) {
    int last = out.size() - 1;
    if (last >= 0 && out.get(last).role() == Message.Role.USER) {
      out.set(last, Message.user(out.get(last).content() + "\n\n" + content));
    } else {
      out.add(Message.user(content));
    }
  }

  /** A call and its result; where a turn made several calls, each is a turn of its own here. */
  private void result(Message turn, Message result) {
    for (int i = 0; i < turn.toolCalls().size(); i++) {
      ToolCall call = turn.toolCalls().get(i);
      if (call.id().equals(result.toolCallId())) {
        out.add(Message.assistant(called(i == 0 ? thought(turn) : "", call)));
      }
    }
    // No page may end its own result.
    String safe = RESULT_TAG.matcher(result.content()).replaceAll("< $1");
    user("<result>\n" + safe + "\n</result>");
  }

  private static String thought(Message turn) {
    String reasoning = turn.reasoningContent();
    return reasoning == null ? turn.content() : reasoning;
  }

  private static String called(String thought, ToolCall call) {
    ObjectNode node = JSON.createObjectNode().put("thought", thought);
    node.put("tool", call.function().name());
    return node.set("arguments", parsed(call.function().arguments())).toString();
  }

  /** A turn without calls: an answer, or a JSON object of another form that was asked for. */
  private static String said(Message turn) {
    String content = turn.content();
    if (JsonRepair.whole(content).filter(JsonNode::isObject).isPresent()) {
      return content;
    }
    String reasoning = turn.reasoningContent();
    return JSON.createObjectNode()
        .put("thought", reasoning == null ? "" : reasoning)
        .put("answer", AnswerTags.without(content).strip())
        .toString();
  }

  private static JsonNode parsed(String arguments) {
    try {
      return JSON.readTree(arguments);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("arguments of a call are always JSON: " + arguments, e);
    }
  }
}
