package io.synth.teacher;

import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.model.Usage;

/** Guesses token counts from text, before a server has counted. */
final class TokenEstimate {
  /** What chat templates add by themselves, tool instructions above all. */
  private static final int TEMPLATE_TOKENS = 512;

  private static final int TOKENS_PER_MESSAGE = 8;

  private TokenEstimate() {}

  /**
   * What a call will likely and at most consume. At most, each byte is a token, as in byte-level
   * vocabularies, and the reply fills its limit or the context window.
   */
  static CallEstimate of(TeacherConfig teacher, ChatRequest request) {
    long bytes = 0;
    long likely = 0;
    for (Message message : request.messages()) {
      bytes += bytes(message.content()) + TOKENS_PER_MESSAGE;
      likely += likely(message) + TOKENS_PER_MESSAGE;
      if (message.reasoningContent() != null && teacher.sendReasoning()) {
        bytes += bytes(message.reasoningContent());
      }
      for (ToolCall call : message.toolCalls()) {
        bytes += bytes(call.function().name()) + bytes(call.function().arguments());
      }
    }
    for (ToolDefinition tool : request.tools()) {
      String text = tool.name() + tool.description() + tool.parameters();
      bytes += bytes(text);
      likely += likely(text);
    }
    if (request.schema() != null) {
      String text = request.schema().schema().toString();
      bytes += bytes(text);
      likely += likely(text);
    }
    long context = teacher.contextTokens();
    long mostPrompt = bytes + TEMPLATE_TOKENS;
    Integer limit = request.sampling().maxTokens();
    long mostOutput = limit == null ? context : Math.min(limit, context);
    return new CallEstimate(
        teacher.name(),
        Math.min(likely, context) + Math.min(mostOutput, 1024),
        mostPrompt + mostOutput,
        teacher.prices().mostCost(mostPrompt, mostOutput));
  }

  /** Whether a teacher's context window likely holds a request. */
  static boolean fits(TeacherConfig teacher, ChatRequest request) {
    return prompt(request) < teacher.contextTokens();
  }

  private static long prompt(ChatRequest request) {
    long prompt = 0;
    for (Message message : request.messages()) {
      prompt += likely(message) + TOKENS_PER_MESSAGE;
    }
    return prompt;
  }

  /** Usage of a call whose server counted nothing. */
  static Usage usage(ChatRequest request, Message reply) {
    long reasoning = reply.reasoningContent() == null ? 0 : likely(reply.reasoningContent());
    return new Usage(1, prompt(request), 0, likely(reply) + reasoning, reasoning, 0);
  }

  private static long likely(Message message) {
    long tokens = likely(message.content());
    for (ToolCall call : message.toolCalls()) {
      tokens += likely(call.function().name()) + likely(call.function().arguments());
    }
    return tokens;
  }

  /** A token for each four ASCII characters, and for each other character. */
  static long likely(String text) {
    int ascii = 0;
    for (int i = 0; i < text.length(); i++) {
      ascii += text.charAt(i) < 128 ? 1 : 0;
    }
    return (ascii + 3L) / 4 + (text.length() - ascii);
  }

  /** Of its UTF-8. */
  private static long bytes(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a pair of surrogates stands for two bytes.
      bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
    }
    return bytes;
  }
}
