package io.synth.teacher.protocol;

import io.synth.config.TeacherConfig;
import io.synth.teacher.CallFailure;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.Sampling;
import io.synth.teacher.TeacherProtocol;
import io.synth.teacher.WireReply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions as OpenAI defined them and vLLM, SGLang, llama.cpp, Ollama and most hosted APIs
 * speak them, with the dialects of reasoning, usage and tool calls that these servers show.
 * Thread-safe.
 */
public final class OpenAiChat implements TeacherProtocol {
  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public Map<String, String> headers(@Nullable String apiKey) {
    return apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
  }

  @Override
  public Sampling sent(TeacherConfig teacher, Sampling sampling) {
    return sampling.without(teacher.omit());
  }

  @Override
  public byte[] encode(TeacherConfig teacher, ChatRequest request) {
    return JsonBody.write(OpenAiRequest.of(teacher, request, sent(teacher, request.sampling())));
  }

  @Override
  public WireReply decode(TeacherConfig teacher, ChatRequest request, InputStream body)
      throws CallFailure, IOException {
    return OpenAiReply.read(teacher, request, JsonBody.parse(JsonBody.text(body.readAllBytes())));
  }

  @Override
  public WireReply decodeStream(TeacherConfig teacher, ChatRequest request, InputStream body)
      throws CallFailure, IOException {
    ServerSentEvents events = new ServerSentEvents(body);
    OpenAiStream whole = new OpenAiStream();
    String data = events.next();
    while (data != null && !data.equals("[DONE]")) {
      whole.add(JsonBody.parse(data));
      data = events.next();
    }
    if (data == null && !whole.finished()) {
      throw JsonBody.truncated("the stream ended before the reply did");
    }
    return OpenAiReply.read(teacher, request, whole.reply());
  }

  @Override
  public CallFailure failure(int status, String body) {
    return ServerErrors.of(status, body);
  }
}
