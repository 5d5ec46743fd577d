package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.synth.config.ApiKeySource;
import io.synth.config.Budget;
import io.synth.config.Prices;
import io.synth.config.RateLimits;
import io.synth.config.RetrySettings;
import io.synth.config.StructuredMode;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherConfigBuilder;
import io.synth.config.TeacherTimeouts;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {
  private static final TeacherConfig TEACHER =
      TeacherConfig.builder("t").baseUrl("http://a/v1").model("m").build();
  private static final ChatRequest REQUEST =
      request(Message.assistant("a", "thought", List.of(ToolCall.of("c", "f", "{}"))), null);

  @Test
  void isTheSameInEveryVersion() {
    assertThat(Fingerprints.of(TEACHER, REQUEST, 0))
        .as("a change here makes every journal worthless")
        .isEqualTo("d03c386ec47af7b97d1aa3c09695518feaa0c536caa59d617bbadd01de9c0d12");
  }

  /** What a session digests once must come out as if each request stood alone. */
  @Test
  void aGrowingConversationIsKnownByTheSameAsEachRequestAlone() {
    Fingerprints session = new Fingerprints();
    TeacherConfig silent = TEACHER.toBuilder().sendReasoning(!TEACHER.sendReasoning()).build();
    TeacherConfig other = TEACHER.toBuilder().model("n").build();
    ToolDefinition tool = new ToolDefinition("f", "finds 银行", IntNode.valueOf(1));
    List<Message> turns =
        List.of(
            Message.system("s"),
            Message.user("问题 \ud83c\udfe6 \ud83c"),
            Message.assistant("a", "thought", List.of(ToolCall.of("c", "f", "{}"))),
            Message.tool(ToolCall.of("c", "f", "{}"), "found"),
            Message.assistant("b", null, List.of()));
    for (TeacherConfig teacher : List.of(TEACHER, silent, other, TEACHER)) {
      for (int most : new int[] {1, 2, 4, 5, 3, 5}) {
        for (boolean mayCall : new boolean[] {true, false, false}) {
          for (Map<Integer, JsonNode> blocks :
              List.<Map<Integer, JsonNode>>of(Map.of(), Map.of(0, IntNode.valueOf(7)))) {
            ChatRequest request =
                new ChatRequest(
                    turns.subList(0, most),
                    List.of(tool),
                    mayCall,
                    null,
                    Sampling.SERVER,
                    blocks,
                    Map.of());
            assertThat(session.of(teacher, request).numbered(most, Sampling.SERVER))
                .isEqualTo(Fingerprints.of(teacher, request, most));
          }
        }
      }
    }
  }

  private record Call(TeacherConfig teacher, ChatRequest request, int rollout) {
    Call teacher(UnaryOperator<TeacherConfigBuilder> change) {
      return new Call(change.apply(teacher.toBuilder()).build(), request, rollout);
    }

    Call messages(Message... messages) {
      return request(List.of(messages), request.tools(), request.schema(), request.sampling());
    }

    Call tool(ToolDefinition tool) {
      return request(request.messages(), List.of(tool), request.schema(), request.sampling());
    }

    Call schema(ReplySchema schema) {
      return request(request.messages(), request.tools(), schema, request.sampling());
    }

    Call blocks(Map<Integer, JsonNode> blocks, Map<Integer, ReplySchema> wishes) {
      ChatRequest other =
          new ChatRequest(
              request.messages(),
              request.tools(),
              true,
              request.schema(),
              request.sampling(),
              blocks,
              wishes);
      return new Call(teacher, other, rollout);
    }

    Call sampling(Sampling sampling) {
      return request(request.messages(), request.tools(), request.schema(), sampling);
    }

    private Call request(
        List<Message> messages,
        List<ToolDefinition> tools,
        @Nullable ReplySchema schema,
        Sampling sampling) {
      return new Call(
          teacher,
          new ChatRequest(
              messages, tools, true, schema, sampling, request.blocks(), request.wishes()),
          rollout);
    }

    String fingerprint() {
      return Fingerprints.of(teacher, request, rollout);
    }
  }

  private static final Message SYSTEM = Message.system("s");
  private static final Message QUESTION = Message.user("q");
  private static final ToolCall TOOL_CALL = ToolCall.of("c", "f", "{}");
  private static final Message TURN = Message.assistant("a", "thought", List.of(TOOL_CALL));
  private static final Message RESULT = Message.tool(TOOL_CALL, "r");
  private static final ToolDefinition TOOL = new ToolDefinition("f", "d", json("{\"a\":1}"));
  private static final ReplySchema SCHEMA = new ReplySchema("s", json("{\"type\":\"object\"}"));
  private static final Sampling SAMPLING = new Sampling(1.0, 0.9, 100, 1L, List.of("x"));

  private static final Call WHOLE =
      new Call(
          TEACHER.toBuilder().sendReasoning(true).body(Map.of("k", IntNode.valueOf(1))).build(),
          new ChatRequest(
              List.of(SYSTEM, QUESTION, TURN, RESULT),
              List.of(TOOL),
              true,
              SCHEMA,
              SAMPLING,
              Map.of(2, json("[1]")),
              Map.of(1, SCHEMA)),
          0);

  static Stream<Arguments> ingredients() {
    return Stream.of(
        arguments("endpoint", WHOLE.teacher(b -> b.baseUrl("http://b/v1"))),
        arguments("protocol", WHOLE.teacher(b -> b.protocol("anthropic"))),
        arguments("model", WHOLE.teacher(b -> b.model("n"))),
        arguments("further members", WHOLE.teacher(b -> b.body(Map.of("k", IntNode.valueOf(2))))),
        arguments("whether reasoning is sent", WHOLE.teacher(b -> b.sendReasoning(false))),
        arguments("schema mode", WHOLE.teacher(b -> b.structured(StructuredMode.PROMPT))),
        arguments("system prompt", WHOLE.messages(Message.system("t"), QUESTION, TURN, RESULT)),
        arguments("no system prompt", WHOLE.messages(QUESTION, TURN, RESULT)),
        arguments("question", WHOLE.messages(SYSTEM, Message.user("p"), TURN, RESULT)),
        arguments("role of a message", WHOLE.messages(SYSTEM, Message.system("q"), TURN, RESULT)),
        arguments("order of messages", WHOLE.messages(QUESTION, SYSTEM, TURN, RESULT)),
        arguments(
            "turn", WHOLE.messages(SYSTEM, QUESTION, turn("b", "thought", TOOL_CALL), RESULT)),
        arguments(
            "reasoning", WHOLE.messages(SYSTEM, QUESTION, turn("a", "other", TOOL_CALL), RESULT)),
        arguments(
            "tool call", WHOLE.messages(SYSTEM, QUESTION, turn("a", "thought", other()), RESULT)),
        arguments(
            "tool result", WHOLE.messages(SYSTEM, QUESTION, TURN, Message.tool(TOOL_CALL, "x"))),
        arguments("blocks of a turn", WHOLE.blocks(Map.of(2, json("[2]")), Map.of(1, SCHEMA))),
        arguments("schema of a turn", WHOLE.blocks(Map.of(2, json("[1]")), Map.of())),
        arguments(
            "whether it may call", new Call(WHOLE.teacher(), WHOLE.request().withoutCalls(), 0)),
        arguments("name of a tool", WHOLE.tool(new ToolDefinition("g", "d", TOOL.parameters()))),
        arguments("words of a tool", WHOLE.tool(new ToolDefinition("f", "e", TOOL.parameters()))),
        arguments(
            "parameters of a tool", WHOLE.tool(new ToolDefinition("f", "d", json("{\"b\":1}")))),
        arguments("schema", WHOLE.schema(new ReplySchema("s", json("{\"type\":\"array\"}")))),
        arguments("name of the schema", WHOLE.schema(new ReplySchema("t", SCHEMA.schema()))),
        arguments("temperature", WHOLE.sampling(new Sampling(0.5, 0.9, 100, 1L, List.of("x")))),
        arguments("top_p", WHOLE.sampling(new Sampling(1.0, 0.8, 100, 1L, List.of("x")))),
        arguments("max_tokens", WHOLE.sampling(new Sampling(1.0, 0.9, 101, 1L, List.of("x")))),
        arguments("seed", WHOLE.sampling(new Sampling(1.0, 0.9, 100, 2L, List.of("x")))),
        arguments("stop", WHOLE.sampling(new Sampling(1.0, 0.9, 100, 1L, List.of("y")))),
        arguments("left to the server", WHOLE.sampling(Sampling.SERVER)),
        arguments("rollout", new Call(WHOLE.teacher(), WHOLE.request(), 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ingredients")
  void differsWithWhatShapesTheReply(String ingredient, Call changed) {
    assertThat(changed.fingerprint()).isNotEqualTo(WHOLE.fingerprint());
  }

  @Test
  void differsBetweenAllThatDiffers() {
    List<String> all =
        ingredients()
            .map(one -> ((Call) Objects.requireNonNull(one.get()[1])).fingerprint())
            .toList();
    assertThat(all).doesNotHaveDuplicates();
  }

  static Stream<Arguments> transport() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        arguments("streaming", WHOLE.teacher(b -> b.stream(true))),
        arguments("key", WHOLE.teacher(b -> b.apiKey(ApiKeySource.env("K")))),
        arguments("prices", WHOLE.teacher(b -> b.prices(new Prices(1, 1, 1)))),
        arguments("limits", WHOLE.teacher(b -> b.limits(new RateLimits(1, 1L, 1)))),
        arguments("budget", WHOLE.teacher(b -> b.budget(new Budget(1.0, 1L, 1L)))),
        arguments(
            "timeouts",
            WHOLE.teacher(b -> b.timeouts(new TeacherTimeouts(second, second, second, second)))),
        arguments(
            "retries",
            WHOLE.teacher(b -> b.retry(new RetrySettings(1, second, Duration.ZERO, second)))),
        arguments("headers", WHOLE.teacher(b -> b.headers(Map.of("X", "y")))),
        arguments("marks for the cache", WHOLE.teacher(b -> b.cacheControl(false))),
        arguments("idempotency keys", WHOLE.teacher(b -> b.idempotencyKey(false))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transport")
  void staysWhenOnlyTheTransportChanges(String what, Call changed) {
    assertThat(changed.teacher()).as("%s did change", what).isNotEqualTo(WHOLE.teacher());
    assertThat(changed.fingerprint()).isEqualTo(WHOLE.fingerprint());
  }

  private static Message turn(String words, String reasoning, ToolCall call) {
    return Message.assistant(words, reasoning, List.of(call));
  }

  private static ToolCall other() {
    return ToolCall.of("c", "f", "{\"a\":2}");
  }

  @Test
  void reasoningCountsOnlyWhereItIsSent() {
    ChatRequest without =
        request(Message.assistant("a", null, List.of(ToolCall.of("c", "f", "{}"))), null);
    assertThat(Fingerprints.of(TEACHER, without, 0))
        .isEqualTo(Fingerprints.of(TEACHER, REQUEST, 0));
    TeacherConfig sends = TEACHER.toBuilder().sendReasoning(true).build();
    assertThat(Fingerprints.of(sends, without, 0)).isNotEqualTo(Fingerprints.of(sends, REQUEST, 0));
  }

  @Test
  void theOrderOfMembersInASchemaDoesNotCount() {
    assertThat(
            Fingerprints.of(
                TEACHER,
                request(
                    Message.user("a"),
                    new ReplySchema("s", json("{\"a\":1,\"b\":{\"c\":2,\"d\":3}}"))),
                0))
        .isEqualTo(
            Fingerprints.of(
                TEACHER,
                request(
                    Message.user("a"),
                    new ReplySchema("s", json("{\"b\":{\"d\":3,\"c\":2},\"a\":1}"))),
                0));
  }

  private static ChatRequest request(Message last, @Nullable ReplySchema schema) {
    return new ChatRequest(
        List.of(Message.system("s"), Message.user("问"), last), List.of(), schema, Sampling.SERVER);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
