package io.synth.teacher;

import static io.synth.teacher.Replies.quoted;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Replies as both protocols write them, right or wrong in one place. All values are raw JSON. */
enum Wire {
  OPENAI,
  ANTHROPIC;

  /** A right reply: 10 tokens in, 5 out. */
  String good(String text) {
    return content(quoted(text));
  }

  /** A reply with something in place of its content: the text, or with Anthropic its blocks. */
  String content(String content) {
    return this == OPENAI
        ? choices("[" + choice("{\"content\":" + content + "}", "\"stop\"") + "]", usage("10", "5"))
        : message("[" + block(content) + "]", "\"end_turn\"", usage("10", "5"));
  }

  /** A right reply with something else for its finish reason. */
  String finish(String reason) {
    return this == OPENAI
        ? choices("[" + choice("{\"content\":\"good\"}", reason) + "]", usage("10", "5"))
        : message("[" + block("\"good\"") + "]", reason, usage("10", "5"));
  }

  /** A right reply with something else for its whole usage. */
  String withUsage(String usage) {
    return this == OPENAI
        ? choices("[" + choice("{\"content\":\"good\"}", "\"stop\"") + "]", usage)
        : message("[" + block("\"good\"") + "]", "\"end_turn\"", usage);
  }

  /** The counts under the protocol's own names. */
  String usage(String prompt, String completion) {
    return this == OPENAI
        ? "{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion + "}"
        : "{\"input_tokens\":" + prompt + ",\"output_tokens\":" + completion + "}";
  }

  /** A reply that calls tools, each given as id, name and arguments; an empty id is left out. */
  String calls(String... idNameArguments) {
    List<String> parts = Arrays.asList(idNameArguments);
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < parts.size(); i += 3) {
      String id = parts.get(i).isEmpty() ? "" : "\"id\":" + parts.get(i) + ",";
      calls.append(calls.isEmpty() ? "" : ",");
      calls.append(call(id, parts.get(i + 1), parts.get(i + 2)));
    }
    return this == OPENAI
        ? choices(
            "["
                + choice("{\"content\":null,\"tool_calls\":[" + calls + "]}", "\"tool_calls\"")
                + "]",
            usage("10", "5"))
        : message("[" + calls + "]", "\"tool_use\"", usage("10", "5"));
  }

  /** An OpenAI reply of these choices. */
  static String choices(String choices, String usage) {
    return "{\"id\":\"x\",\"model\":\"m\",\"choices\":" + choices + ",\"usage\":" + usage + "}";
  }

  static String choice(String message, String finish) {
    return "{\"index\":0,\"message\":" + message + ",\"finish_reason\":" + finish + "}";
  }

  /** An Anthropic reply of these blocks. */
  static String message(String content, String stop, String usage) {
    return "{\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":"
        + content
        + ",\"stop_reason\":"
        + stop
        + ",\"usage\":"
        + usage
        + "}";
  }

  private static String block(String text) {
    return "{\"type\":\"text\",\"text\":" + text + "}";
  }

  private String call(String id, String name, String arguments) {
    return this == OPENAI
        ? "{" + id + "\"function\":{\"name\":" + name + ",\"arguments\":" + arguments + "}}"
        : "{\"type\":\"tool_use\"," + id + "\"name\":" + name + ",\"input\":" + arguments + "}";
  }

  /** The data of the events of a streamed reply, without a last mark. */
  List<String> events(String... texts) {
    return this == OPENAI
        ? join(
            List.of(),
            "{\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":%s}}]}",
            texts,
            List.of(
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":"
                    + usage("10", "5")
                    + "}"))
        : join(
            List.of(
                "{\"type\":\"message_start\",\"message\":" + message("[]", "null", "{}") + "}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                    + block("\"\"")
                    + "}"),
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
                + "\"text\":%s}}",
            texts,
            List.of(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":"
                    + usage("10", "5")
                    + "}"));
  }

  /** The data of the event that ends a stream. */
  String end() {
    return this == OPENAI ? "[DONE]" : "{\"type\":\"message_stop\"}";
  }

  private static List<String> join(
      List<String> before, String form, String[] texts, List<String> after) {
    List<String> all = new java.util.ArrayList<>(before);
    all.addAll(
        Arrays.stream(texts)
            .map(text -> form.replace("%s", quoted(text)))
            .collect(Collectors.toList()));
    all.addAll(after);
    return all;
  }

  /** As the configuration names it. */
  String protocol() {
    return this == OPENAI ? "openai" : "anthropic";
  }
}
