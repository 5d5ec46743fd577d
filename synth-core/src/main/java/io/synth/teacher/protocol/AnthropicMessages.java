package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.config.TeacherConfig;
import io.synth.teacher.CallFailure;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.Sampling;
import io.synth.teacher.TeacherProtocol;
import io.synth.teacher.WireReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages API, version 2023-06-01: turns made of blocks, tool calls and results among
 * them, signed thinking that goes back with the conversation, prompt caching. Thread-safe.
 */
public final class AnthropicMessages implements TeacherProtocol {
  private static final String VERSION = "2023-06-01";

  @Override
  public String path() {
    return "/messages";
  }

  @Override
  public Map<String, String> headers(@Nullable String apiKey) {
    Map<String, String> headers = new TreeMap<>(Map.of("anthropic-version", VERSION));
    if (apiKey != null) {
      headers.put("x-api-key", apiKey);
    }
    return headers;
  }

  @Override
  public Sampling sent(TeacherConfig teacher, Sampling sampling) {
    return AnthropicRequest.sent(teacher, sampling);
  }

  @Override
  public byte[] encode(TeacherConfig teacher, ChatRequest request) {
    return JsonBody.write(AnthropicRequest.of(teacher, request));
  }

  @Override
  public WireReply decode(TeacherConfig teacher, ChatRequest request, InputStream body)
      throws CallFailure, IOException {
    JsonNode reply = JsonBody.parse(JsonBody.text(body.readAllBytes()));
    return AnthropicReply.read(teacher, request, reply);
  }

  @Override
  public WireReply decodeStream(TeacherConfig teacher, ChatRequest request, InputStream body)
      throws CallFailure, IOException {
    ServerSentEvents events = new ServerSentEvents(body);
    AnthropicStream whole = new AnthropicStream();
    String data = events.next();
    while (data != null && !whole.finished()) {
      whole.add(JsonBody.parse(data));
      data = whole.finished() ? null : events.next();
    }
    if (!whole.finished()) {
      throw JsonBody.truncated("the stream ended before the reply did");
    }
    return AnthropicReply.read(teacher, request, whole.reply());
  }

  @Override
  public CallFailure failure(int status, String body) {
    return ServerErrors.of(status, body);
  }
}
