package io.synth.teacher;

/** Bodies as OpenAI-compatible servers send them. */
public final class Replies {
  private Replies() {}

  /** An answer; 100 tokens in (40 of them cached), 20 out (5 of reasoning). */
  public static String text(String content) {
    return reply("{\"role\":\"assistant\",\"content\":" + quoted(content) + "}", "stop");
  }

  public static String reply(String message, String finish) {
    return "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"m1-2031\",\"choices\":[{\"index\":0,"
        + "\"message\":"
        + message
        + ",\"finish_reason\":\""
        + finish
        + "\"}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120,"
        + "\"prompt_tokens_details\":{\"cached_tokens\":40},"
        + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}}";
  }

  public static String error(String message) {
    return "{\"error\":{\"message\":" + quoted(message) + ",\"type\":\"x\"}}";
  }

  public static String quoted(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }
}
