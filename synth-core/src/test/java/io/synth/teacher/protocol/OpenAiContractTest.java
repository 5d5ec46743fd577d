package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.config.SamplingSetting;
import io.synth.model.ToolCall;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ScriptedServer;
import java.util.ArrayList;
import java.util.List;

class OpenAiContractTest extends ProtocolContract {
  private static final String USAGE =
      "{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":40}}";

  @Override
  String name() {
    return "openai";
  }

  @Override
  String path() {
    return "/chat/completions";
  }

  @Override
  String names(SamplingSetting setting) {
    return setting.label();
  }

  @Override
  String keyHeader(String key) {
    return "authorization: Bearer " + key;
  }

  @Override
  String reply(String thought, String content, Finish finish, ToolCall... calls) {
    ObjectNode root = JSON.createObjectNode().put("model", "m1-2031");
    ObjectNode choice = root.putArray("choices").addObject().put("finish_reason", finish.label());
    ObjectNode message = choice.putObject("message").put("content", content);
    if (!thought.isEmpty()) {
      message.put("reasoning_content", thought);
    }
    for (ToolCall call : calls) {
      message
          .withArray("tool_calls")
          .addObject()
          .put("id", call.id())
          .put("type", "function")
          .putObject("function")
          .put("name", call.function().name())
          .put("arguments", call.function().arguments());
    }
    return root.set("usage", tree(USAGE)).toString();
  }

  @Override
  String structured(String json) {
    return reply("", json, Finish.STOP);
  }

  @Override
  ScriptedServer.Reply stream(String thought, String content, ToolCall... calls) {
    List<String> events = new ArrayList<>();
    for (String part : pieces(thought, "e")) {
      events.add(chunk("{\"reasoning_content\":" + JSON.valueToTree(part) + "}", null));
    }
    for (String part : pieces(content, "o")) {
      events.add(chunk("{\"content\":" + JSON.valueToTree(part) + "}", null));
    }
    for (ToolCall call : calls) {
      events.add(
          chunk(
              "{\"tool_calls\":[{\"index\":0,\"id\":\""
                  + call.id()
                  + "\",\"function\":{\"name\":\""
                  + call.function().name()
                  + "\",\"arguments\":\"\"}}]}",
              null));
      for (String part : pieces(call.function().arguments(), ":")) {
        events.add(
            chunk(
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                    + JSON.valueToTree(part)
                    + "}}]}",
                null));
      }
    }
    events.add(chunk("{}", calls.length == 0 ? "stop" : "tool_calls"));
    events.add("{\"model\":\"m1-2031\",\"choices\":[],\"usage\":" + USAGE + "}");
    events.add("[DONE]");
    return ScriptedServer.events(events.toArray(String[]::new));
  }

  @Override
  ScriptedServer.Reply streamThenEvent(String content, String lastEvent) {
    String first = chunk("{\"content\":" + JSON.valueToTree(content) + "}", null);
    return lastEvent.isEmpty()
        ? ScriptedServer.events(first)
        : ScriptedServer.events(first, lastEvent);
  }

  private static String chunk(
      String delta, @org.jspecify.annotations.Nullable String finishReason) {
    return "{\"model\":\"m1-2031\",\"choices\":[{\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + (finishReason == null ? "null" : "\"" + finishReason + "\"")
        + "}]}";
  }

  @Override
  String error(String type, String message) {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("error").put("message", message).put("type", type);
    return root.toString();
  }
}
