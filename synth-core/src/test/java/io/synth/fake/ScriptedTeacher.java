package io.synth.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.synth.config.ToolMode;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.model.Usage;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.Sampling;
import io.synth.teacher.TeacherSession;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Teachers that reply from a script, in order, and record what they were asked. Structured replies
 * that break their schema are refused: a script must be one that a real session would let through.
 */
public final class ScriptedTeacher implements TeacherSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Usage ONE_CALL = new Usage(1, 100, 0, 10, 0, 0.5);

  /** One request as it came. */
  public record Asked(TeacherRole role, ChatRequest request) {
    /** Text of the last message. */
    public String last() {
      return request.messages().get(request.messages().size() - 1).content();
    }

    /** The text of a section of the last message. */
    public String section(String name) {
      String text = last();
      int start = text.indexOf("<" + name + ">\n") + name.length() + 3;
      return text.substring(start, text.indexOf("\n</" + name + ">", start));
    }
  }

  private final Deque<Function<Asked, ChatReply>> chats = new ArrayDeque<>();
  private final Map<String, Deque<Function<Asked, String>>> structured = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private int contextTokens = 1_000_000;
  private ToolMode toolMode = ToolMode.NATIVE;
  private Usage usage = Usage.NONE;

  /** The next turn is free text. */
  public ScriptedTeacher says(String content) {
    return replies(Message.assistant(content), Finish.STOP);
  }

  /** The next turn calls tools. */
  public ScriptedTeacher calls(ToolCall... calls) {
    return replies(Message.assistant("", "thinking", List.of(calls)), Finish.TOOL_CALLS);
  }

  /** The next turn. */
  public ScriptedTeacher replies(Message message, Finish finish) {
    chats.add(request -> new ChatReply(message, finish, "scripted-model", ONE_CALL));
    return this;
  }

  /** The next turn fails. */
  public ScriptedTeacher fails(RuntimeException failure) {
    chats.add(
        request -> {
          throw failure;
        });
    return this;
  }

  /** The next structured reply by this schema. */
  public ScriptedTeacher json(String schema, String reply) {
    return json(schema, request -> reply);
  }

  /** The next structured reply by this schema, made from the request. */
  public ScriptedTeacher json(String schema, Function<Asked, String> reply) {
    structured.computeIfAbsent(schema, name -> new ArrayDeque<>()).add(reply);
    return this;
  }

  /** Sets the context window. */
  public ScriptedTeacher contextTokens(int tokens) {
    contextTokens = tokens;
    return this;
  }

  /** Sets how tools are offered. */
  public ScriptedTeacher toolMode(ToolMode mode) {
    toolMode = mode;
    return this;
  }

  /** All requests so far. */
  public List<Asked> asked() {
    return asked;
  }

  /** Requests for structured replies by this schema. */
  public List<Asked> asked(String schema) {
    return asked.stream().filter(one -> schema.equals(name(one.request().schema()))).toList();
  }

  /** Whether the whole script was used. */
  public boolean isDone() {
    return chats.isEmpty() && structured.values().stream().allMatch(Deque::isEmpty);
  }

  @Override
  public ChatReply chat(TeacherRole role, ChatRequest request) {
    Asked one = new Asked(role, request);
    asked.add(one);
    Function<Asked, ChatReply> next = chats.poll();
    if (next == null) {
      throw new AssertionError("the script has no turn for: " + one.last());
    }
    ChatReply reply = next.apply(one);
    usage = usage.plus(reply.usage());
    return reply;
  }

  @Override
  public JsonNode json(TeacherRole role, List<Message> messages, ReplySchema schema) {
    Asked one = new Asked(role, new ChatRequest(messages, List.of(), schema, Sampling.SERVER));
    asked.add(one);
    Deque<Function<Asked, String>> replies = structured.get(schema.name());
    Function<Asked, String> next = replies == null ? null : replies.poll();
    if (next == null) {
      throw new AssertionError("the script has no " + schema.name() + " for: " + one.last());
    }
    JsonNode reply = parse(next.apply(one));
    Set<ValidationMessage> errors =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(schema.schema())
            .validate(reply);
    if (!errors.isEmpty()) {
      throw new AssertionError("the scripted " + schema.name() + " is wrong: " + errors);
    }
    usage = usage.plus(ONE_CALL);
    return reply;
  }

  @Override
  public String teacher(TeacherRole role) {
    return "scripted-" + role.label();
  }

  @Override
  public int contextTokens(TeacherRole role) {
    return contextTokens;
  }

  @Override
  public ToolMode toolMode(TeacherRole role) {
    return toolMode;
  }

  @Override
  public Usage usage() {
    return usage;
  }

  private static JsonNode parse(String reply) {
    try {
      return JSON.readTree(reply);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a scripted reply is no JSON: " + reply, e);
    }
  }

  private static @Nullable String name(@Nullable ReplySchema schema) {
    return schema == null ? null : schema.name();
  }
}
