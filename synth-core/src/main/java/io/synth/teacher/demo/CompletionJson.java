package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a reply as OpenAI-compatible chat completion: whole, or as chunks of a stream. */
final class CompletionJson {
  /** Characters of a chunk: small enough that readers must join words, figures and calls. */
  private static final int CHUNK = 24;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ChatCall call;
  private final DemoReply reply;
  private final String finish;

  CompletionJson(ChatCall call, DemoReply full) {
    this.call = call;
    DemoReply stopped = full.withContent(stopped(full.content(), call.stop()));
    boolean cut = stopped.calls().isEmpty() && TokenEstimate.of(stopped) > call.maxTokens();
    this.reply = cut ? cut(stopped, call.maxTokens()) : stopped;
    this.finish = cut ? "length" : reply.calls().isEmpty() ? "stop" : "tool_calls";
  }

  private static String stopped(String content, List<String> stops) {
    int end = content.length();
    for (String stop : stops) {
      int at = stop.isEmpty() ? -1 : content.indexOf(stop);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return content.substring(0, end);
  }

  private static DemoReply cut(DemoReply reply, int maxTokens) {
    int end = reply.content().length();
    while (end > 0
        && TokenEstimate.of(reply.withContent(reply.content().substring(0, end))) > maxTokens) {
      end = end * 9 / 10;
    }
    return reply.withContent(reply.content().substring(0, end));
  }

  String whole() {
    ObjectNode completion = completion("chat.completion");
    ObjectNode choice = choice(completion);
    ObjectNode message = choice.putObject("message");
    message.put("role", "assistant");
    if (reply.content().isEmpty() && !reply.calls().isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", reply.content());
    }
    if (!reply.reasoning().isEmpty()) {
      message.put("reasoning_content", reply.reasoning());
    }
    if (!reply.calls().isEmpty()) {
      ArrayNode calls = message.putArray("tool_calls");
      for (int i = 0; i < reply.calls().size(); i++) {
        toolCall(calls.addObject(), i).put("arguments", reply.calls().get(i).arguments());
      }
    }
    choice.put("finish_reason", finish);
    usage(completion);
    return completion.toString();
  }

  /** The data lines of the stream, in order; the closing {@code [DONE]} is the caller's. */
  List<String> chunks() {
    List<String> chunks = new ArrayList<>();
    ObjectNode role = MAPPER.createObjectNode().put("role", "assistant").put("content", "");
    chunks.add(chunk(role, null));
    for (String piece : pieces(reply.reasoning())) {
      chunks.add(chunk(MAPPER.createObjectNode().put("reasoning_content", piece), null));
    }
    for (String piece : pieces(reply.content())) {
      chunks.add(chunk(MAPPER.createObjectNode().put("content", piece), null));
    }
    for (int i = 0; i < reply.calls().size(); i++) {
      ObjectNode first = MAPPER.createObjectNode();
      ObjectNode call = first.putArray("tool_calls").addObject().put("index", i);
      toolCall(call, i).put("arguments", "");
      chunks.add(chunk(first, null));
      for (String piece : pieces(reply.calls().get(i).arguments())) {
        ObjectNode next = MAPPER.createObjectNode();
        ObjectNode part = next.putArray("tool_calls").addObject().put("index", i);
        part.putObject("function").put("arguments", piece);
        chunks.add(chunk(next, null));
      }
    }
    chunks.add(chunk(MAPPER.createObjectNode(), finish));
    if (call.usageInStream()) {
      ObjectNode last = completion("chat.completion.chunk");
      last.putArray("choices");
      usage(last);
      chunks.add(last.toString());
    }
    return chunks;
  }

  private String chunk(ObjectNode delta, @Nullable String end) {
    ObjectNode chunk = completion("chat.completion.chunk");
    ObjectNode choice = choice(chunk);
    choice.set("delta", delta);
    choice.put("finish_reason", end);
    return chunk.toString();
  }

  private ObjectNode completion(String kind) {
    ObjectNode completion = MAPPER.createObjectNode();
    completion.put("id", "chatcmpl-" + call.fingerprint().substring(0, 24));
    completion.put("object", kind);
    // A clock would make equal requests get unequal replies.
    completion.put("created", 0);
    completion.put("model", call.model());
    return completion;
  }

  private static ObjectNode choice(ObjectNode completion) {
    return completion.putArray("choices").addObject().put("index", 0);
  }

  /** Fills in id and name; the function, for the arguments. */
  private ObjectNode toolCall(ObjectNode node, int i) {
    // Nine alphanumeric characters: the strictest chat templates want ids like that.
    node.put("id", call.fingerprint().substring(24, 32) + (char) ('a' + i % 26));
    node.put("type", "function");
    return node.putObject("function").put("name", reply.calls().get(i).name());
  }

  private void usage(ObjectNode completion) {
    int prompt = TokenEstimate.of(call.turns());
    int output = TokenEstimate.of(reply);
    ObjectNode usage = completion.putObject("usage");
    usage.put("prompt_tokens", prompt);
    usage.put("completion_tokens", output);
    usage.put("total_tokens", prompt + output);
    usage.putObject("prompt_tokens_details").put("cached_tokens", cachedTokens());
    usage
        .putObject("completion_tokens_details")
        .put("reasoning_tokens", TokenEstimate.of(reply.reasoning()));
  }

  /**
   * What a server with a prefix cache would find there: the prompt of the conversation's previous
   * turn. Told from the request, not from memory, so that equal requests get equal replies.
   */
  private int cachedTokens() {
    for (int i = call.turns().size() - 1; i >= 0; i--) {
      if (call.turns().get(i).role().equals("assistant")) {
        return TokenEstimate.of(call.turns().subList(0, i));
      }
    }
    return 0;
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int to = Math.min(text.length(), from + CHUNK);
      if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
        to++;
      }
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
