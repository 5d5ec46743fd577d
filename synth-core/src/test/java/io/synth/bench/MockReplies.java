package io.synth.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The replies of the mock teacher, as bytes. */
final class MockReplies {
  private static final String ERROR =
      "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"requests\","
          + "\"code\":\"rate_limit_exceeded\"}}";

  private final String content;
  private final int completionTokens;

  MockReplies(int chars) {
    this.content =
        "The archive keeps a ledger of each harbour and its tides. "
            .repeat(chars / 58 + 1)
            .substring(0, chars);
    this.completionTokens = Math.max(1, chars / 4);
  }

  int tokens(MockRequest request) {
    return request.promptTokens() + completionTokens;
  }

  ByteBuffer answer(MockRequest request, String headers) {
    String usage =
        String.format(
            Locale.ROOT,
            "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}",
            request.promptTokens(),
            completionTokens,
            tokens(request));
    String head = "{\"id\":\"r\",\"created\":1,\"model\":\"mock\",\"object\":\"chat.completion";
    if (request.streamed()) {
      String chunk = "data: " + head + ".chunk\",\"choices\":[{\"index\":0,\"delta\":{";
      int half = content.length() / 2;
      return http(
          "200 OK",
          "text/event-stream",
          headers,
          chunk
              + "\"role\":\"assistant\",\"content\":\""
              + content.substring(0, half)
              + "\"}}]}\n\n"
              + chunk
              + "\"content\":\""
              + content.substring(half)
              + "\"},\"finish_reason\":\"stop\"}]}\n\ndata: "
              + head
              + ".chunk\",\"choices\":[],"
              + usage
              + "}\n\ndata: [DONE]\n\n");
    }
    return http(
        "200 OK",
        "application/json",
        headers,
        head
            + "\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
            + "{\"role\":\"assistant\",\"content\":\""
            + content
            + "\"}}],"
            + usage
            + "}");
  }

  static ByteBuffer tooMany(String headers) {
    return http("429 Too Many Requests", "application/json", headers, ERROR);
  }

  static ByteBuffer json(String body) {
    return http("200 OK", "application/json", "", body);
  }

  private static ByteBuffer http(String status, String type, String headers, String body) {
    return ByteBuffer.wrap(
        ("HTTP/1.1 "
                + status
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n"
                + headers
                + "\r\n"
                + body)
            .getBytes(StandardCharsets.US_ASCII));
  }
}
