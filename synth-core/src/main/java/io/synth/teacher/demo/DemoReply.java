package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the demo teacher says in one turn.
 *
 * @param reasoning its thought, apart from the content
 * @param calls tool calls; arguments are JSON text, perhaps spoilt on purpose
 */
record DemoReply(String content, String reasoning, List<ToolUse> calls) {
  /** A tool call to make. */
  record ToolUse(String name, String arguments) {}

  static DemoReply say(String content) {
    return new DemoReply(content, "", List.of());
  }

  static DemoReply say(String reasoning, String content) {
    return new DemoReply(content, reasoning, List.of());
  }

  static DemoReply call(String reasoning, String tool, JsonNode arguments) {
    return new DemoReply("", reasoning, List.of(new ToolUse(tool, arguments.toString())));
  }

  DemoReply withContent(String newContent) {
    return new DemoReply(newContent, reasoning, calls);
  }

  DemoReply withCalls(List<ToolUse> newCalls) {
    return new DemoReply(content, reasoning, newCalls);
  }
}
