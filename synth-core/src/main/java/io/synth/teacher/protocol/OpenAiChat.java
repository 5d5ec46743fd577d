package io.synth.teacher.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.config.TeacherConfig;
import io.synth.teacher.CallFailure;
import io.synth.teacher.CallFailure.Charge;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.TeacherProtocol;
import io.synth.teacher.WireReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions as OpenAI defined them and vLLM, SGLang, llama.cpp, Ollama and most hosted APIs
 * speak them, with the dialects of reasoning, usage and tool calls that these servers show.
 * Thread-safe.
 */
public final class OpenAiChat implements TeacherProtocol {
  static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public Map<String, String> headers(@Nullable String apiKey) {
    return apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
  }

  @Override
  public byte[] encode(TeacherConfig teacher, ChatRequest request) {
    try {
      return JSON.writeValueAsBytes(OpenAiRequest.of(teacher, request));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  @Override
  public WireReply decode(TeacherConfig teacher, ChatRequest request, InputStream body)
      throws CallFailure, IOException {
    return OpenAiReply.read(teacher, request, parse(text(body.readAllBytes())));
  }

  @Override
  public WireReply decodeStream(TeacherConfig teacher, ChatRequest request, InputStream body)
      throws CallFailure, IOException {
    ServerSentEvents events = new ServerSentEvents(body);
    OpenAiStream whole = new OpenAiStream();
    String data = events.next();
    while (data != null && !data.equals("[DONE]")) {
      whole.add(parse(data));
      data = events.next();
    }
    if (data == null && !whole.finished()) {
      throw truncated("the stream ended before the reply did");
    }
    return OpenAiReply.read(teacher, request, whole.reply());
  }

  @Override
  public CallFailure failure(int status, String body) {
    return OpenAiErrors.of(status, body);
  }

  /** Decodes strictly: a replacement character in training data could never be told apart. */
  static String text(byte[] utf8) throws CallFailure {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw CallFailure.of(
          "invalid_response",
          "invalid UTF-8",
          false,
          Charge.UNKNOWN,
          new String(utf8, 0, Math.min(utf8.length, 4096), StandardCharsets.UTF_8));
    }
  }

  private static JsonNode parse(String text) throws CallFailure {
    if (text.isBlank()) {
      throw truncated("the reply is empty");
    }
    try {
      JsonNode node = JSON.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonEOFException e) {
      throw truncated(text);
    } catch (JsonProcessingException e) {
      throw CallFailure.of("invalid_response", "invalid JSON", false, Charge.UNKNOWN, text);
    }
    throw CallFailure.of("invalid_response", "no JSON object", false, Charge.UNKNOWN, text);
  }

  private static CallFailure truncated(String detail) {
    return CallFailure.of("truncated", "truncated reply", true, Charge.UNKNOWN, detail);
  }
}
