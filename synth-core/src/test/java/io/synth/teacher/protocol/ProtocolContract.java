package io.synth.teacher.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.config.ApiKeySource;
import io.synth.config.Prices;
import io.synth.config.RetrySettings;
import io.synth.config.RoleTeachers;
import io.synth.config.SamplingSetting;
import io.synth.config.StructuredMode;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherConfigBuilder;
import io.synth.config.TeacherTimeouts;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.model.ToolCall;
import io.synth.model.Usage;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatReply.Finish;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.FakeTime;
import io.synth.teacher.ReplySchema;
import io.synth.teacher.Sampling;
import io.synth.teacher.ScriptedServer;
import io.synth.teacher.TeacherException;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.Teachers;
import io.synth.teacher.ToolDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every protocol, over real HTTP: each has a test class of its own, which says how a
 * server of it speaks.
 */
abstract class ProtocolContract {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "sk-secret-xyzzy-abcdefgh";
  private static final ReplySchema SUM =
      new ReplySchema(
          "sum",
          tree(
              "{\"type\":\"object\",\"properties\":{\"sum\":{\"type\":\"integer\"}},"
                  + "\"required\":[\"sum\"],\"additionalProperties\":false}"));
  private static final ToolDefinition SEARCH =
      new ToolDefinition(
          "search",
          "Searches.",
          tree("{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\"}}}"));

  final ScriptedServer server;
  private final FakeTime time = new FakeTime();
  final List<Completion> journal = new ArrayList<>();
  UnaryOperator<TeacherConfigBuilder> settings = builder -> builder;

  ProtocolContract() {
    try {
      server = new ScriptedServer();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Name in the configuration. */
  abstract String name();

  abstract String path();

  /** The header that carries the key, as a whole: {@code name: value}. */
  abstract String keyHeader(String key);

  /**
   * A reply of 100 input tokens, 40 of them cached, and 20 output tokens.
   *
   * @param thought empty for none
   */
  abstract String reply(String thought, String content, Finish finish, ToolCall... calls);

  /** Of those input tokens the ones that the server stored in its cache, where it tells. */
  long stored() {
    return 0;
  }

  /** A structured reply by the server's own mode. */
  abstract String structured(String json);

  /** The same in events, each part in pieces. */
  abstract ScriptedServer.Reply stream(String thought, String content, ToolCall... calls);

  /** A stream that breaks off in the midst of the text, with the given last event. */
  abstract ScriptedServer.Reply streamThenEvent(String content, String lastEvent);

  abstract String error(String type, String message);

  @AfterEach
  void theKeyIsInNoJournal() throws IOException {
    assertThat(journal.toString()).doesNotContain("xyzzy");
    server.close();
  }

  @Test
  void givesTheReplyWithUsageAndCost() {
    server.then(ScriptedServer.json(200, reply("", "Die Antwort / 答案", Finish.STOP)));

    ChatReply reply = ask();

    assertThat(reply.message()).isEqualTo(Message.assistant("Die Antwort / 答案"));
    assertThat(reply.finish()).isEqualTo(Finish.STOP);
    assertThat(reply.model()).isEqualTo("m1-2031");
    // 60 tokens at 1 USD, 40 at 0.1 and 20 at 2 USD per million.
    assertThat(reply.usage()).isEqualTo(new Usage(1, 100, 40, stored(), 20, 0, 104e-6));
    ScriptedServer.Exchange sent = server.exchanges().get(0);
    assertThat(sent.target()).isEqualTo("/v1" + path());
    String[] header = keyHeader(KEY).split(": ", 2);
    assertThat(sent.headers()).containsEntry(header[0], header[1]);
    assertThat(sent.body()).doesNotContain("xyzzy");
  }

  @Test
  void keepsReasoningApart() {
    server.then(ScriptedServer.json(200, reply("Let me see.", "Osk", Finish.STOP)));
    assertThat(ask().message()).isEqualTo(Message.assistant("Osk", "Let me see.", List.of()));
  }

  @Test
  void givesParallelToolCalls() {
    ToolCall first = ToolCall.of("a", "search", "{\"query\":\"Osk\"}");
    ToolCall second = ToolCall.of("b", "search", "{\"query\":\"Brenfeld\"}");
    server.then(ScriptedServer.json(200, reply("", "I look.", Finish.TOOL_CALLS, first, second)));

    ChatReply reply = ask(List.of(Message.user("q")), List.of(SEARCH));

    assertThat(reply.message())
        .isEqualTo(Message.assistant("I look.", null, List.of(first, second)));
    assertThat(reply.finish()).isEqualTo(Finish.TOOL_CALLS);
    assertThat(server.exchanges().get(0).body()).contains("Searches.").contains("\"query\"");
  }

  @Test
  void aRepeatedIdIsReplacedByOneOfThePlace() {
    ToolCall call = ToolCall.of("a", "search", "{}");
    server.then(ScriptedServer.json(200, reply("", "", Finish.TOOL_CALLS, call)));

    ChatReply reply =
        ask(
            List.of(
                Message.user("q"),
                Message.assistant("", null, List.of(call)),
                Message.tool(call, "r")),
            List.of(SEARCH));

    assertThat(reply.message().toolCalls()).extracting(ToolCall::id).containsExactly("call_3_0");
  }

  @Test
  void aStreamGivesTheSameAsAWholeReply() {
    settings = b -> b.stream(true);
    ToolCall call = ToolCall.of("a", "search", "{\"query\":\"Osk 答\"}");
    server.then(stream("Let me see.", "I look.", call));

    ChatReply reply = ask(List.of(Message.user("q")), List.of(SEARCH));

    assertThat(reply.message())
        .isEqualTo(Message.assistant("I look.", "Let me see.", List.of(call)));
    assertThat(reply.finish()).isEqualTo(Finish.TOOL_CALLS);
    assertThat(reply.usage()).isEqualTo(new Usage(1, 100, 40, stored(), 20, 0, 104e-6));
    assertThat(server.exchanges().get(0).body()).contains("\"stream\":true");
  }

  @Test
  void aStreamThatBreaksOffIsAskedForAgain() {
    settings = b -> b.stream(true);
    server.then(streamThenEvent("I lo", "")).then(stream("", "I look."));
    assertThat(ask().message().content()).isEqualTo("I look.");
  }

  @Test
  void anErrorInTheMidstOfAStreamIsAnError() {
    settings = b -> b.stream(true);
    server
        .then(streamThenEvent("I lo", error("overloaded_error", "Overloaded")))
        .then(stream("", "I look."));
    assertThat(ask().message().content()).isEqualTo("I look.");
    assertThat(journal).singleElement().satisfies(c -> assertThat(c.attempts()).isEqualTo(2));
  }

  @Test
  void tellsACutAndAWithheldReply() {
    server
        .then(ScriptedServer.json(200, reply("", "water water", Finish.LENGTH)))
        .then(ScriptedServer.json(200, reply("", "", Finish.CONTENT_FILTER)));
    assertThat(ask().finish()).isEqualTo(Finish.LENGTH);
    assertThat(ask().finish()).isEqualTo(Finish.CONTENT_FILTER);
  }

  @Test
  void anEmptyReplyIsAReply() {
    server.then(ScriptedServer.json(200, reply("", "", Finish.STOP)));
    assertThat(ask().message()).isEqualTo(Message.assistant(""));
  }

  @Test
  void structuredRepliesComeByTheServersOwnMode() throws IOException {
    server.then(ScriptedServer.json(200, structured("{\"sum\":5}")));

    assertThat(json()).isEqualTo(tree("{\"sum\":5}"));
    assertThat(JSON.readTree(server.exchanges().get(0).body()).findValue("required").toString())
        .isEqualTo("[\"sum\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sum\":5}",
        "```json\n{\"sum\":5}\n```",
        "Here it is: {\"sum\":5} I hope it helps {you}.",
        "{\"sum\":5,",
      })
  void structuredRepliesAreAskedForInWordsAndRepaired(String content) {
    settings = b -> b.structured(StructuredMode.PROMPT);
    server.then(ScriptedServer.json(200, reply("", content, Finish.STOP)));

    assertThat(json()).isEqualTo(tree("{\"sum\":5}"));
    assertThat(server.exchanges().get(0).body())
        .contains("It must satisfy this JSON Schema, named sum:");
  }

  @Test
  void aStructuredReplyMayBeCorrectedOnce() {
    settings = b -> b.structured(StructuredMode.PROMPT);
    server
        .then(ScriptedServer.json(200, reply("", "Five.", Finish.STOP)))
        .then(ScriptedServer.json(200, reply("", "{\"sum\":5}", Finish.STOP)));

    assertThat(json()).isEqualTo(tree("{\"sum\":5}"));
    assertThat(server.exchanges().get(1).body())
        .contains("Five.")
        .contains("the reply holds no JSON object");
  }

  @Test
  void aStructuredReplyThatStaysWrongIsRejectedWithTheReason() {
    settings = b -> b.structured(StructuredMode.PROMPT);
    for (int i = 0; i < 2; i++) {
      server.then(ScriptedServer.json(200, reply("", "{\"sum\":\"five", Finish.LENGTH)));
    }
    assertThatThrownBy(this::json)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining(
            "gave no valid 'sum' reply to item item: the reply holds no JSON object; nor after a"
                + " corrective turn: ")
        .hasMessageContaining("(the reply is cut: raise max_tokens of the role)")
        .hasMessageEndingWith("the last reply was: {\"sum\":\"five")
        .satisfies(e -> assertThat(((TeacherException) e).reason()).isEqualTo("invalid_reply"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, prompt is too long: 9031 tokens > 8192 maximum, context_length",
    "400, exceed_context_size_error, request (9031 tokens) exceeds the available context size, context_length",
    "401, authentication_error, invalid key, unauthorized",
    "402, billing_error, pay first, quota_spent",
    "403, permission_error, not yours, unauthorized",
    "404, not_found_error, no such model, not_found",
    "413, request_too_large, Request exceeds the maximum size, request_too_large",
    "400, invalid_request_error, wrong field, bad_request",
  })
  void anErrorThatStaysIsFinal(int status, String type, String message, String reason) {
    server.then(ScriptedServer.json(status, error(type, message)));

    assertThatThrownBy(this::ask)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("1 attempt: HTTP " + status + "; the last said: " + message)
        .satisfies(e -> assertThat(((TeacherException) e).reason()).isEqualTo(reason));
    assertThat(server.exchanges()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "429, rate_limit_error",
    "500, api_error",
    "503, api_error",
    "504, timeout_error",
    "529, overloaded_error",
    "408, timeout_error"
  })
  void anErrorThatMayPassIsTriedAgain(int status, String type) {
    server
        .then(ScriptedServer.json(status, error(type, "later"), "Retry-After: 7"))
        .then(ScriptedServer.json(200, reply("", "at last", Finish.STOP)));

    assertThat(ask().message().content()).isEqualTo("at last");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void anErrorWithStatus200IsAnError() {
    server
        .then(ScriptedServer.json(200, error("overloaded_error", "Overloaded")))
        .then(ScriptedServer.json(200, reply("", "at last", Finish.STOP)));
    assertThat(ask().message().content()).isEqualTo("at last");
  }

  @Test
  void aTruncatedBodyIsAskedForAgain() {
    server
        .then(ScriptedServer.cut(reply("", "x", Finish.STOP).substring(0, 40)))
        .then(ScriptedServer.json(200, reply("", "x", Finish.STOP).substring(0, 40)))
        .then(ScriptedServer.json(200, reply("", "at last", Finish.STOP)));
    assertThat(ask().message().content()).isEqualTo("at last");
  }

  @ParameterizedTest
  @CsvSource({"{}, invalid_response", "[1], invalid_response", "nonsense, invalid_response"})
  void aReplyThatIsNoneIsFinal(String body, String reason) {
    server.then(ScriptedServer.json(200, body));
    assertThatThrownBy(this::ask)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("the last said: Content-Type application/json: ")
        .satisfies(e -> assertThat(((TeacherException) e).reason()).isEqualTo(reason));
  }

  @Test
  void brokenUtf8IsNoReply() {
    byte[] bytes = reply("", "xxxx", Finish.STOP).getBytes(StandardCharsets.UTF_8);
    bytes[new String(bytes, StandardCharsets.US_ASCII).indexOf("xxxx")] = (byte) 0xC3;
    server.then(ScriptedServer.bytes(200, "application/json", bytes));
    assertThatThrownBy(this::ask)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("1 attempt: invalid UTF-8");
  }

  @Test
  void aSilentServerIsCutOff() {
    timeouts(Duration.ofMillis(200), Duration.ofMinutes(1), Duration.ofMinutes(1));
    server.then(ScriptedServer.stall());
    assertThatThrownBy(this::ask)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("1 attempt: timeout before the first byte");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerThatFallsSilentInTheMidstOfAReplyIsCutOff(boolean stream) {
    settings = b -> b.stream(stream);
    timeouts(Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofMinutes(1));
    server.then(ScriptedServer.drip(type(stream), 10, Duration.ofMinutes(1)));
    assertThatThrownBy(this::ask)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("1 attempt: timeout between bytes");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerThatDripsIsCutOff(boolean stream) {
    settings = b -> b.stream(stream);
    timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(400));
    server.then(ScriptedServer.drip(type(stream), 0, Duration.ofMillis(20)));
    assertThatThrownBy(this::ask)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("1 attempt: timeout of the whole call");
  }

  private static String type(boolean stream) {
    return stream ? "text/event-stream" : "application/json";
  }

  private void timeouts(Duration read, Duration between, Duration call) {
    UnaryOperator<TeacherConfigBuilder> before = settings;
    settings =
        b ->
            before
                .apply(b)
                .timeouts(new TeacherTimeouts(Duration.ofSeconds(5), read, between, call))
                .retry(new RetrySettings(1, Duration.ofMinutes(1), Duration.ZERO, Duration.ZERO));
  }

  @Test
  void aReplayGivesTheSameReplyAndCallsNobody() {
    ToolCall call = ToolCall.of("a", "search", "{}");
    server.then(ScriptedServer.json(200, reply("Hm.", "I look.", Finish.TOOL_CALLS, call)));
    ChatRequest request =
        new ChatRequest(List.of(Message.user("q")), List.of(SEARCH), null, Sampling.SERVER);
    ChatReply first;
    try (Teachers teachers = teachers()) {
      first = session(teachers).chat(TeacherRole.ACTOR, request);
    }
    Map<String, Completion> journaled = new TreeMap<>();
    journal.forEach(one -> journaled.put(one.fingerprint(), one));
    try (Teachers teachers = teachers()) {
      TeacherSession again = teachers.session("item", "generate", journaled, journal::add);
      assertThat(again.chat(TeacherRole.ACTOR, request)).isEqualTo(first);
    }
    assertThat(server.exchanges()).hasSize(1);
  }

  @Test
  void eachAttemptAtACallCarriesTheSameIdempotencyKey() {
    server
        .then(ScriptedServer.json(503, error("api_error", "later")))
        .then(ScriptedServer.hangUp())
        .then(ScriptedServer.json(409, error("api_error", "the first one is still in work")))
        .then(ScriptedServer.json(200, reply("", "at last", Finish.STOP)))
        .then(ScriptedServer.json(200, reply("", "at last", Finish.STOP)));

    ask();
    // As after a crash: the reply that came was not journaled, and another process asks again.
    ask();

    assertThat(server.exchanges()).hasSize(5);
    assertThat(idempotencyKeys()).hasSize(1).allMatch(key -> key.matches("[0-9a-f]{64}"));
  }

  @Test
  void equalBodiesThatAreAskedOnPurposeCarryDifferentIdempotencyKeys() {
    settings = b -> b.omit(Set.of(SamplingSetting.SEED));
    for (int i = 0; i < 4; i++) {
      server.then(ScriptedServer.json(200, reply("", "one of several", Finish.STOP)));
    }
    ChatRequest request =
        new ChatRequest(List.of(Message.user("q")), List.of(), null, Sampling.SERVER);
    try (Teachers teachers = teachers()) {
      TeacherSession rollout = session(teachers);
      rollout.chat(TeacherRole.ACTOR, request);
      rollout.chat(TeacherRole.ACTOR, request);
      teachers
          .session("another", "generate", Map.of(), journal::add)
          .chat(TeacherRole.ACTOR, request);
      // The first call once more, as another step makes it.
      teachers.session("item", "check", Map.of(), journal::add).chat(TeacherRole.ACTOR, request);
    }
    assertThat(server.exchanges()).extracting(ScriptedServer.Exchange::body).containsOnly(body(0));
    assertThat(idempotencyKeys()).hasSize(3);
    assertThat(server.exchanges().get(3).headers().get("idempotency-key"))
        .isEqualTo(server.exchanges().get(0).headers().get("idempotency-key"));
  }

  @Test
  void noIdempotencyKeyIsSentWhereTheServerRefusesIt() {
    settings = b -> b.idempotencyKey(false);
    server.then(ScriptedServer.json(200, reply("", "x", Finish.STOP)));
    ask();
    assertThat(server.exchanges().get(0).headers()).doesNotContainKey("idempotency-key");
  }

  private static final Sampling ALL_SET = new Sampling(0.5, 0.9, 100, 7L, List.of("END"));

  @Test
  void settingsThatAServerRefusesAreNotSent() {
    settings = b -> b.omit(EnumSet.allOf(SamplingSetting.class));
    server.then(ScriptedServer.json(200, reply("", "x", Finish.STOP)));
    ask(ALL_SET);
    assertThat(tree(body(0)).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("model", "messages", "max_tokens");
  }

  @Test
  void whatIsSentShapesTheFingerprint() {
    server.then(ScriptedServer.json(200, reply("", "x", Finish.STOP)));
    ask(ALL_SET);
    Set<String> first = fingerprints();
    for (SamplingSetting setting : SamplingSetting.values()) {
      if (!names(setting).isEmpty()) {
        server.then(ScriptedServer.json(200, reply("", "x", Finish.STOP)));
        ask(ALL_SET.without(Set.of(setting)));
        assertThat(body(server.exchanges().size() - 1)).isNotEqualTo(body(0));
      }
    }
    assertThat(fingerprints()).hasSize(server.exchanges().size()).containsAll(first);
  }

  @Test
  void whatIsNotSentDoesNotShapeTheFingerprint() {
    settings = b -> b.omit(EnumSet.allOf(SamplingSetting.class));
    server.then(ScriptedServer.json(200, reply("", "x", Finish.STOP)));
    ask(ALL_SET);
    Map<String, Completion> journaled =
        journal.stream().collect(Collectors.toMap(Completion::fingerprint, one -> one));
    try (Teachers teachers = teachers()) {
      teachers
          .session("item", "generate", journaled, journal::add)
          .chat(TeacherRole.ACTOR, request(new Sampling(1.0, null, 100, 8L, List.of())));
    }
    assertThat(server.exchanges()).as("the second is answered from the journal").hasSize(1);
  }

  /** What the protocol calls a setting; empty where it has none. */
  abstract String names(SamplingSetting setting);

  @Test
  void eachSettingHasItsName() {
    server.then(ScriptedServer.json(200, reply("", "x", Finish.STOP)));
    ask(ALL_SET);
    assertThat(tree(body(0)).properties())
        .extracting(Map.Entry::getKey)
        .containsAll(
            Stream.of(SamplingSetting.values())
                .map(this::names)
                .filter(name -> !name.isEmpty())
                .toList());
  }

  private Set<String> fingerprints() {
    return journal.stream().map(Completion::fingerprint).collect(Collectors.toSet());
  }

  private void ask(Sampling sampling) {
    try (Teachers teachers = teachers()) {
      session(teachers).chat(TeacherRole.ACTOR, request(sampling));
    }
  }

  private static ChatRequest request(Sampling sampling) {
    return new ChatRequest(List.of(Message.user("q")), List.of(), null, sampling);
  }

  private Set<String> idempotencyKeys() {
    return server.exchanges().stream()
        .map(exchange -> exchange.headers().getOrDefault("idempotency-key", "none"))
        .collect(Collectors.toSet());
  }

  private String body(int exchange) {
    return server.exchanges().get(exchange).body();
  }

  ChatReply ask() {
    return ask(List.of(Message.user("q")), List.of());
  }

  ChatReply ask(List<Message> messages, List<ToolDefinition> tools) {
    try (Teachers teachers = teachers()) {
      return session(teachers)
          .chat(TeacherRole.ACTOR, new ChatRequest(messages, tools, null, Sampling.SERVER));
    }
  }

  JsonNode json() {
    try (Teachers teachers = teachers()) {
      return session(teachers).json(TeacherRole.JUDGE, List.of(Message.user("2 + 3?")), SUM);
    }
  }

  TeacherSession session(Teachers teachers) {
    return teachers.session("item", "generate", Map.of(), journal::add);
  }

  Teachers teachers() {
    TeacherConfig config =
        settings
            .apply(
                TeacherConfig.builder("t")
                    .protocol(name())
                    .baseUrl(server.baseUrl())
                    .model("m1")
                    .apiKey(ApiKeySource.env("KEY"))
                    .prices(new Prices(1, 0.1, 2)))
            .build();
    return Teachers.builder(
            Map.of("t", config),
            Map.of(
                TeacherRole.ACTOR,
                RoleTeachers.only("t"),
                TeacherRole.JUDGE,
                RoleTeachers.only("t")))
        .protocols(Protocols.ALL)
        .environment(name -> KEY)
        .sleeper(time)
        .clock(time)
        .build();
  }

  /** The text cut after each such letter. */
  static List<String> pieces(String text, String letter) {
    return Pattern.compile("(?<=" + letter + ")").splitAsStream(text).toList();
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
