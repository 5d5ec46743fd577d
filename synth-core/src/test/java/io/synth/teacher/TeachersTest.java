package io.synth.teacher;

import static io.synth.teacher.Replies.error;
import static io.synth.teacher.Replies.quoted;
import static io.synth.teacher.Replies.reply;
import static io.synth.teacher.Replies.text;
import static io.synth.teacher.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.SynthException;
import io.synth.config.ApiKeySource;
import io.synth.config.Budget;
import io.synth.config.Prices;
import io.synth.config.RetrySettings;
import io.synth.config.RoleTeachers;
import io.synth.config.SamplingDefaults;
import io.synth.config.SamplingSetting;
import io.synth.config.StructuredMode;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherConfigBuilder;
import io.synth.config.TeacherTimeouts;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import io.synth.schema.Schemas;
import io.synth.teacher.protocol.Protocols;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeachersTest {
  private static final String KEY = "sk-secret-xyzzy-abcdefgh";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeTime time = new FakeTime();
  private final ScriptedServer server;
  private final ConnectionLeaks leaks = new ConnectionLeaks();
  private final OkHttpClient client = leaks.client();
  private final List<Completion> journal = new ArrayList<>();
  private UnaryOperator<TeacherConfigBuilder> settings = builder -> builder;
  private UnaryOperator<TeachersBuilder> parts = builder -> builder;

  TeachersTest() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void nothingLeaksAndTheKeyIsNowhere() throws IOException {
    leaks.assertNone();
    assertThat(journal.toString()).doesNotContain("xyzzy");
    server.close();
  }

  @Test
  void givesTheReplyWithUsageAndCost() {
    server.then(json(200, text("Die Antwort / 答案")));
    TeacherSession session = session("item");
    ChatReply reply = session.chat(TeacherRole.ACTOR, ask("question"));
    assertThat(reply.message()).isEqualTo(Message.assistant("Die Antwort / 答案"));
    assertThat(reply.finish()).isEqualTo(ChatReply.Finish.STOP);
    assertThat(reply.model()).isEqualTo("m1-2031");
    // 60 tokens at 1 USD, 40 at 0.1 and 20 at 2 USD per million.
    Usage expected = new Usage(1, 100, 40, 20, 5, 104e-6);
    assertThat(reply.usage()).isEqualTo(expected);
    assertThat(session.usage()).isEqualTo(expected);
    assertThat(journal)
        .singleElement()
        .satisfies(
            completion -> {
              assertThat(completion.itemId()).isEqualTo("item");
              assertThat(completion.step()).isEqualTo("generate");
              assertThat(completion.role()).isEqualTo(TeacherRole.ACTOR);
              assertThat(completion.teacher()).isEqualTo("t1");
              assertThat(completion.attempts()).isEqualTo(1);
              assertThat(completion.reply())
                  .isEqualTo(
                      "{\"message\":{\"role\":\"assistant\",\"content\":\"Die Antwort / 答案\"},"
                          + "\"finish\":\"stop\"}");
            });
    ScriptedServer.Exchange sent = server.exchanges().get(0);
    assertThat(sent.target()).isEqualTo("/v1/chat/completions");
    assertThat(sent.headers()).containsEntry("authorization", "Bearer " + KEY);
  }

  @Test
  void aReplayCallsNobody() {
    server
        .then(
            json(
                200,
                reply(
                    "{\"content\":null,\"reasoning_content\":\"hm\",\"tool_calls\":[{\"id\":\"c1\","
                        + "\"function\":{\"name\":\"file\",\"arguments\":\"{}\"}}]}",
                    "tool_calls")))
        .then(json(200, text("two")))
        .then(json(200, text("three")));
    TeacherSession first = session("item");
    List<ChatReply> replies = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      replies.add(first.chat(TeacherRole.ACTOR, ask("same")));
    }
    Map<String, Completion> journaled = new TreeMap<>();
    journal.forEach(completion -> journaled.put(completion.fingerprint(), completion));
    assertThat(journaled).hasSize(2);
    TeacherSession second = teachers().session("item", "generate", journaled, journal::add);
    for (ChatReply reply : replies) {
      assertThat(second.chat(TeacherRole.ACTOR, ask("same"))).isEqualTo(reply);
    }
    assertThat(server.exchanges()).hasSize(2);
    assertThat(second.usage()).isEqualTo(first.usage());
    assertThat(second.chat(TeacherRole.ACTOR, ask("same")).message().content()).isEqualTo("three");
    assertThat(journal).hasSize(3);
  }

  @Test
  void theSameRequestOfTheSameItemInAnotherStepIsNotAskedAgain() {
    server.then(json(200, text("one"))).then(json(200, text("two")));
    teachers()
        .session("item", "generate", Map.of(), journal::add)
        .chat(TeacherRole.ACTOR, ask("q"));
    Map<String, Completion> journaled = Map.of(journal.get(0).fingerprint(), journal.get(0));
    TeacherSession check = teachers().session("item", "check", journaled, journal::add);
    assertThat(check.chat(TeacherRole.ACTOR, ask("q")).message().content()).isEqualTo("one");
    assertThat(server.exchanges()).hasSize(1);
    assertThat(check.chat(TeacherRole.ACTOR, ask("q")).message().content()).isEqualTo("two");
  }

  @Test
  void whatASchemaWasAskedForInWordsStaysInTheConversation() {
    settings = b -> b.structured(StructuredMode.PROMPT);
    server.then(json(200, text("{}"))).then(json(200, text("more")));
    TeacherSession session = session("item");
    List<Message> messages = new ArrayList<>(List.of(Message.user("q")));
    session.chat(
        TeacherRole.ACTOR, new ChatRequest(messages, List.of(), schema(), Sampling.SERVER));
    messages.add(Message.assistant("{}"));
    messages.add(Message.user("go on"));
    session.chat(TeacherRole.ACTOR, new ChatRequest(messages, List.of(), null, Sampling.SERVER));

    String first = server.exchanges().get(0).body();
    String asked = first.substring(0, first.indexOf("}],\""));
    assertThat(asked).contains("named triple_evidence:");
    assertThat(server.exchanges().get(1).body())
        .startsWith(asked + "},{\"role\":\"assistant\",\"content\":\"{}\"}")
        .contains("{\"role\":\"user\",\"content\":\"go on\"}]");
  }

  @Test
  void aTurnThatMustNotCallAToolLeavesThemOutWhereTheServerHeedsNoChoice() {
    settings = b -> b.toolChoiceNone(false);
    server.then(json(200, text("x"))).then(json(200, text("x")));
    TeacherSession session = session("item");
    ToolDefinition tool = new ToolDefinition("f", "d", JSON.createObjectNode());
    ChatRequest request =
        new ChatRequest(List.of(Message.user("q")), List.of(tool), null, Sampling.SERVER);
    session.chat(TeacherRole.ACTOR, request);
    session.chat(TeacherRole.ACTOR, request.withoutCalls());
    assertThat(server.exchanges().get(0).body()).contains("\"tools\"");
    assertThat(server.exchanges().get(1).body()).doesNotContain("tool");
  }

  @Test
  void equalRequestsGetDifferentSeedsThatAreTheSameInEachRun() throws IOException {
    for (int i = 0; i < 4; i++) {
      server.then(json(200, text("x")));
    }
    for (int run = 0; run < 2; run++) {
      TeacherSession session = session("item");
      session.chat(TeacherRole.ACTOR, ask("same"));
      session.chat(TeacherRole.ACTOR, ask("same"));
    }
    List<Long> seeds = new ArrayList<>();
    for (ScriptedServer.Exchange exchange : server.exchanges()) {
      seeds.add(JSON.readTree(exchange.body()).required("seed").longValue());
    }
    assertThat(seeds).allMatch(seed -> seed >= 0 && seed <= Integer.MAX_VALUE);
    assertThat(seeds.get(0)).isNotEqualTo(seeds.get(1)).isEqualTo(seeds.get(2));
    assertThat(seeds.get(1)).isEqualTo(seeds.get(3));
  }

  @Test
  void samplingComesFromTheRequestThenTheRoleThenTheTeacher() throws IOException {
    settings =
        b ->
            b.omit(Set.of(SamplingSetting.SEED))
                .sampling(new SamplingDefaults(0.1, 0.2, 300, List.of("STOP")));
    parts =
        b -> b.sampling(Map.of(TeacherRole.ACTOR, new SamplingDefaults(null, 0.5, 600, List.of())));
    server.then(json(200, text("x")));
    session("item")
        .chat(
            TeacherRole.ACTOR,
            new ChatRequest(
                List.of(Message.user("q")), List.of(), null, Sampling.SERVER.withMaxTokens(7)));
    JsonNode sent = JSON.readTree(server.exchanges().get(0).body());
    assertThat(sent.toString())
        .isEqualTo(
            "{\"model\":\"m1\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],"
                + "\"temperature\":0.1,\"top_p\":0.5,\"max_tokens\":7,\"stop\":[\"STOP\"]}");
  }

  @Test
  void triesAgainAfterEachPassingFault() {
    server
        .then(json(429, error("slow down"), "Retry-After: 7"))
        .then(json(503, error("overloaded")))
        .then(ScriptedServer.reset())
        .then(ScriptedServer.hangUp())
        .then(ScriptedServer.cut("{\"choices\":[{\"mess"))
        .then(json(529, error("overloaded")))
        .then(json(200, error("upstream is down").replace("\"type\"", "\"code\":502,\"type\"")))
        .then(json(200, text("at last")));
    settings = b -> b.retry(retries(8));
    assertThat(session("item").chat(TeacherRole.ACTOR, ask("q")).message().content())
        .isEqualTo("at last");
    assertThat(server.exchanges()).hasSize(8);
    assertThat(journal.get(0).attempts()).isEqualTo(8);
    assertThat(journal.get(0).latencyMs()).isGreaterThanOrEqualTo(7_000);
    assertThat(time.sleeps().get(0)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void tellsAllAttemptsWhenTheyAreUsedUp() {
    server
        .then(json(503, error("overloaded")))
        .then(ScriptedServer.hangUp())
        .then(json(429, error("too many requests for key " + KEY)));
    settings = b -> b.retry(retries(3));
    assertThatThrownBy(() -> session("item").chat(TeacherRole.ACTOR, ask("q")))
        .isInstanceOf(TeacherException.class)
        .hasMessage(
            "teacher 't1' (model m1 at "
                + server.baseUrl()
                + ") gave no usable reply in 3 attempts: HTTP 503, truncated reply, HTTP 429; the"
                + " last said: too many requests for key *** (lower limits.requests_per_minute or"
                + " limits.concurrency)")
        .extracting(e -> ((TeacherException) e).reason())
        .isEqualTo("rate_limited");
    // Who hung up may have charged.
    assertThat(journal).singleElement().matches(kept -> kept.failure().equals("lost"));
  }

  @Test
  void whereTheLastAttemptBroughtNoReplyTheLastReplyIsToldToo() {
    server
        .then(json(429, error("slow down")))
        .then(json(503, error("overloaded, says the key " + KEY)))
        .then(ScriptedServer.reset());
    settings = b -> b.retry(retries(3));
    assertThatThrownBy(() -> session("item").chat(TeacherRole.ACTOR, ask("q")))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("3 attempts: HTTP 429, HTTP 503, connection reset; the last said: ")
        .hasMessageEndingWith(
            "; the last reply, to attempt 2, was HTTP 503: overloaded, says the key ***");
  }

  @Test
  void stopsAtTheDeadline() {
    for (int i = 0; i < 9; i++) {
      server.then(json(503, error("overloaded"), "Retry-After: 30"));
    }
    settings =
        b ->
            b.retry(
                new RetrySettings(
                    9, Duration.ofSeconds(65), Duration.ofSeconds(1), Duration.ofSeconds(60)));
    assertThatThrownBy(() -> session("item").chat(TeacherRole.ACTOR, ask("q")))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("in 3 attempts: HTTP 503, HTTP 503, HTTP 503; the last said");
  }

  @Test
  void aRefusedConnectionIsUnavailable() throws IOException {
    // A port that is taken and at which nobody listens: no other process can answer there.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String nobody = "http://127.0.0.1:" + taken.getLocalPort() + "/v1";
      settings = b -> b.baseUrl(nobody).retry(retries(2));
      assertReason("unavailable", "2 attempts: connection refused, connection refused; the last");
    }
  }

  @Test
  void aSilentServerIsUnavailable() {
    server.then(ScriptedServer.stall());
    settings =
        b ->
            b.retry(retries(1))
                .timeouts(
                    new TeacherTimeouts(
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)));
    assertReason("unavailable", "1 attempt: timeout before the first byte; the last said");
  }

  @Test
  void aCallThatTakesTooLongIsUnavailable() {
    server.then(ScriptedServer.stall());
    settings =
        b ->
            b.retry(retries(1))
                .timeouts(
                    new TeacherTimeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(50)));
    assertReason(
        "unavailable",
        "1 attempt: timeout of the whole call; the last said: the reply was not whole within");
  }

  @Test
  void aTeacherThatIsDownIsNotCalledUntilItIsProbed() {
    settings = b -> b.retry(retries(TeacherCircuit.IN_A_ROW + 2));
    for (int i = 0; i < TeacherCircuit.IN_A_ROW; i++) {
      server.then(json(503, error("overloaded")));
    }
    server.then(json(200, text("back")));
    assertThat(session("item").chat(TeacherRole.ACTOR, ask("q")).message().content())
        .isEqualTo("back");
    assertThat(server.exchanges()).hasSize(TeacherCircuit.IN_A_ROW + 1);
  }

  @Test
  void theDeadlineOfACallCountsWhileItsTeacherIsDown() throws InterruptedException {
    LocalGovernor governor =
        new LocalGovernor(List.of(config()), Budget.NONE, Map.of(), time, time);
    CallEstimate call = new CallEstimate("t1", 1, 1, 0);
    for (int i = 0; i < TeacherCircuit.IN_A_ROW; i++) {
      governor.settle(
          governor.lease(call),
          Settlement.of(
              CallFailure.of(
                  "unavailable",
                  "connection refused",
                  true,
                  CallFailure.Charge.NONE,
                  "nobody listens")));
    }
    // A probe is under way and hangs, so the next one is long in coming.
    governor.lease(call);
    governor.lease(call);
    governor.lease(call);
    settings =
        b ->
            b.retry(
                new RetrySettings(
                    9, Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(60)));
    parts = b -> b.governor(governor);
    assertReason(
        "unavailable",
        "gave no usable reply in 1 attempt: circuit open; the last said: teacher 't1' has been down"
            + " for");
    assertReason("unavailable", "8 calls failed, the last with connection refused: nobody listens");
    assertThat(server.exchanges()).isEmpty();
  }

  @Test
  void finalErrorsAreNotTriedAgain() {
    assertFinal(json(401, error("bad key Bearer abcdefg")), "unauthorized", "said: bad key ***");
    assertFinal(json(403, error("no")), "unauthorized", "HTTP 403");
    assertFinal(json(404, error("no such model")), "not_found", "no such model (check base_url");
    assertFinal(json(400, error("temperature must be 1")), "bad_request", "temperature must be 1");
    assertFinal(
        json(
            400,
            error(
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
                    + " 'max_completion_tokens' instead.")),
        "bad_request",
        "(set max_tokens_key of the teacher to max_completion_tokens)");
    assertFinal(
        json(400, error("Unsupported value: 'temperature' does not support 0.0 with this model.")),
        "bad_request",
        "(name temperature under omit of the teacher)");
    assertFinal(
        json(400, error("This model's maximum context length is 8192 tokens")),
        "context_length",
        "(set context_tokens");
    assertFinal(
        json(400, "{\"error\":{\"code\":\"content_filter\",\"message\":\"withheld\"}}"),
        "content_filter",
        "withheld");
    assertFinal(
        json(429, "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"pay\"}}"),
        "quota_spent",
        "the account at the provider is empty");
    assertFinal(
        json(307, "", "Location: https://elsewhere.example/v1"), "bad_request", "correct base_url");
  }

  @Test
  void unusableRepliesAreNotPaidTwice() {
    assertFinal(
        ScriptedServer.bytes(
            200, "text/html", "<html>Login</html>".getBytes(StandardCharsets.UTF_8)),
        "invalid_response",
        "invalid JSON; the last said: Content-Type text/html: <html>Login</html>");
    assertFinal(json(200, "[1]"), "invalid_response", "no JSON object");
    assertFinal(json(200, "{\"choices\":[]}"), "invalid_response", "no choices in the reply");
    byte[] broken = text("x").replace("x", "é").getBytes(StandardCharsets.ISO_8859_1);
    assertFinal(
        ScriptedServer.bytes(200, "application/json", broken), "invalid_response", "invalid UTF-8");
  }

  @Test
  void anEndlessReplyIsStopped() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      byte[] mebibyte = new byte[1 << 20];
      for (int i = 0; i < 33; i++) {
        gzip.write(mebibyte);
      }
    }
    assertFinal(
        ScriptedServer.bytes(
            200, "application/json", packed.toByteArray(), "Content-Encoding: gzip"),
        "reply_too_long",
        "more than 33554432 bytes came; lower max_tokens of the role");
  }

  @Test
  void readsAStream() {
    settings = b -> b.stream(true);
    server.then(
        ScriptedServer.events(
            "{\"model\":\"m1\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"reasoning\":\"想\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\"答\"}}]}",
            "{\"choices\":[{\"delta\":{\"content\":\"案\"},\"finish_reason\":\"stop\"}]}",
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}",
            "[DONE]"));
    ChatReply reply = session("item").chat(TeacherRole.ACTOR, ask("q"));
    assertThat(reply.message()).isEqualTo(Message.assistant("答案", "想", List.of()));
    assertThat(reply.usage().promptTokens()).isEqualTo(3);
    assertThat(server.exchanges().get(0).body())
        .endsWith(",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
  }

  @Test
  void aStreamThatEndsEarlyIsTriedAgain() {
    settings = b -> b.stream(true);
    server
        .then(ScriptedServer.events("{\"choices\":[{\"delta\":{\"content\":\"ha\"}}]}"))
        .then(
            ScriptedServer.events(
                "{\"choices\":[{\"delta\":{\"content\":\"ha\"}}]}",
                "{\"error\":{\"message\":\"engine died\",\"code\":500}}"))
        .then(json(200, text("whole")));
    assertThat(session("item").chat(TeacherRole.ACTOR, ask("q")).message().content())
        .isEqualTo("whole");
    assertThat(server.exchanges()).hasSize(3);
  }

  @Test
  void estimatesWhatTheServerDoesNotCount() {
    server.then(json(200, "{\"choices\":[{\"message\":{\"content\":\"四个汉字\"}}]}"));
    Usage usage = session("item").chat(TeacherRole.ACTOR, ask("12345678")).usage();
    assertThat(usage.completionTokens()).isEqualTo(4);
    assertThat(usage.promptTokens()).isEqualTo(10);
    assertThat(usage.costUsd()).isGreaterThan(0);
  }

  @Test
  void aFailedRequestKeepsItsPlaceAmongEqualOnes() {
    server.then(json(400, error("odd"))).then(json(200, text("a"))).then(json(200, text("b")));
    TeacherSession session = session("item");
    assertThatThrownBy(() -> session.chat(TeacherRole.ACTOR, ask("q")))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("odd");
    session.chat(TeacherRole.ACTOR, ask("q"));
    session("item").chat(TeacherRole.ACTOR, ask("q"));
    assertThat(journal.get(0).fingerprint()).isEqualTo(journal.get(1).fingerprint());
  }

  @Test
  void structuredRepliesAreRepaired() {
    server.then(
        json(
            200,
            text(
                "Sure:\n```json\n{\"items\": [{\"index\":1,\"supported\":true,\"passage\":2},]}\n```")));
    JsonNode value = session("item").json(TeacherRole.WRITER, List.of(Message.user("q")), schema());
    assertThat(value.toString())
        .isEqualTo("{\"items\":[{\"index\":1,\"supported\":true,\"passage\":2}]}");
    assertThat(server.exchanges().get(0).body())
        .contains(
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"triple_evidence\",\"strict\":true,\"schema\":{\"title\"")
        .doesNotContain("$schema");
  }

  @Test
  void anInvalidStructuredReplyGetsOneCorrectiveTurn() throws IOException {
    server.then(json(200, text("{\"items\": \"none\"}"))).then(json(200, text("{\"items\": []}")));
    JsonNode value = session("item").json(TeacherRole.WRITER, List.of(Message.user("q")), schema());
    assertThat(value.toString()).isEqualTo("{\"items\":[]}");
    JsonNode messages = JSON.readTree(server.exchanges().get(1).body()).path("messages");
    assertThat(messages).hasSize(3);
    assertThat(messages.path(1).path("content").asText()).isEqualTo("{\"items\": \"none\"}");
    assertThat(messages.path(2).path("content").asText())
        .isEqualTo(
            "Your reply is not valid:\n- /items: string found, array expected\n\nReply again with"
                + " one corrected JSON object that satisfies the schema, and nothing else.");
    assertThat(journal).hasSize(2);
  }

  @Test
  void theCorrectiveTurnShowsOnlyTheBeginningOfAnEndlessReply() throws IOException {
    String endless = "{\\\"items\\\": [" + "\\\"a\\\", ".repeat(5_000);
    server
        .then(json(200, reply("{\"content\":\"" + endless + "\"}", "length")))
        .then(json(200, text("{\"items\": []}")));
    session("item").json(TeacherRole.WRITER, List.of(Message.user("q")), schema());
    JsonNode messages = JSON.readTree(server.exchanges().get(1).body()).path("messages");
    assertThat(messages.path(1).path("content").asText())
        .startsWith("{\"items\": [\"a\", ")
        .endsWith("…")
        .hasSizeLessThan(310);
  }

  @Test
  void anEmptyReplyIsNotSentBackEmpty() throws IOException {
    server.then(json(200, text(" \n "))).then(json(200, text("{\"items\": []}")));
    session("item").json(TeacherRole.WRITER, List.of(Message.user("q")), schema());
    JsonNode messages = JSON.readTree(server.exchanges().get(1).body()).path("messages");
    assertThat(messages.path(1).path("content").asText()).isEqualTo("(empty)");
    assertThat(messages.path(2).path("content").asText())
        .contains("- the reply holds no JSON object");
  }

  @Test
  void aSecondInvalidReplyIsAnError() {
    server.then(json(200, text("I can't."))).then(json(200, text("{\"items\": \"不行\"}")));
    assertThatThrownBy(
            () -> session("item").json(TeacherRole.WRITER, List.of(Message.user("q")), schema()))
        .isInstanceOf(TeacherException.class)
        .hasMessage(
            "teacher 't1' gave no valid 'triple_evidence' reply to item item: the reply holds no"
                + " JSON object; nor after a corrective turn: /items: string found, array expected;"
                + " the last reply was: {\"items\": \"不行\"}")
        .extracting(e -> ((TeacherException) e).reason())
        .isEqualTo("invalid_reply");
  }

  @Test
  void promptModePutsTheSchemaIntoTheLastUserMessage() throws IOException {
    settings = b -> b.structured(StructuredMode.PROMPT);
    server.then(json(200, text("{\"items\": []}")));
    session("item")
        .json(TeacherRole.WRITER, List.of(Message.system("s"), Message.user("q")), schema());
    JsonNode sent = JSON.readTree(server.exchanges().get(0).body());
    assertThat(sent.has("response_format")).isFalse();
    assertThat(sent.path("messages")).hasSize(2);
    assertThat(sent.path("messages").path(1).path("content").asText())
        .startsWith("q\n\nReply with one JSON object and nothing else")
        .contains("named triple_evidence:\n{\"title\"");
  }

  @Test
  void aWithheldStructuredReplyIsAContentFilter() {
    server.then(json(200, reply("{\"content\":\"\"}", "content_filter")));
    assertThatThrownBy(
            () -> session("item").json(TeacherRole.WRITER, List.of(Message.user("q")), schema()))
        .isInstanceOf(TeacherException.class)
        .hasMessage("a filter of teacher 't1' withheld its reply to item item");
  }

  @Test
  void theBudgetStopsBeforeTheCallThatCouldPassIt() {
    parts =
        b ->
            b.governor(
                new LocalGovernor(
                    List.of(config()), new Budget(null, null, 2L), Map.of(), time, time));
    server.then(json(200, text("a"))).then(json(200, text("b")));
    TeacherSession session = session("item");
    session.chat(TeacherRole.ACTOR, ask("1"));
    session.chat(TeacherRole.ACTOR, ask("2"));
    assertThatThrownBy(() -> session.chat(TeacherRole.ACTOR, ask("3")))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessage(
            "the budget of the run is spent: 2 of 2 calls are used; raise it, or set"
                + " max_tokens of the role lower, and resume the run");
    assertThat(server.exchanges()).hasSize(2);
  }

  @Test
  void anInterruptIsNoReasonToTryAgain() {
    server.then(json(503, error("overloaded")));
    parts =
        b ->
            b.sleeper(
                duration -> {
                  throw new InterruptedException();
                });
    assertReason("interrupted", "2 attempts: HTTP 503, interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aDemoTeacherConnectsToItsAddressAndKeepsItsFingerprint() {
    server.then(json(200, text("x"))).then(json(200, text("x")));
    settings = b -> b.baseUrl("demo");
    parts = b -> b.addresses(Map.of("demo", server.baseUrl()));
    session("item").chat(TeacherRole.ACTOR, ask("q"));
    parts = b -> b.addresses(Map.of("demo", server.baseUrl().replace("127.0.0.1", "localhost")));
    session("item").chat(TeacherRole.ACTOR, ask("q"));
    assertThat(journal.get(0).fingerprint()).isEqualTo(journal.get(1).fingerprint());
  }

  @Test
  void wrongSettingsAreToldBeforeAnyCall() {
    parts = b -> b.environment(name -> null);
    assertThatThrownBy(this::teachers)
        .isInstanceOf(SynthException.class)
        .hasMessage(
            "api_key of teacher 't1': the environment variable T1_KEY is not set; export it with"
                + " the key");
    parts = b -> b;
    settings = b -> b.protocol("smoke");
    assertThatThrownBy(this::teachers)
        .isInstanceOf(SynthException.class)
        .hasMessage("protocol of teacher 't1' is 'smoke'; known are [anthropic, openai]");
    settings = b -> b.baseUrl("host:1");
    assertThatThrownBy(this::teachers)
        .isInstanceOf(SynthException.class)
        .hasMessage(
            "base_url of teacher 't1' is 'host:1'; it must be an http or https URL such as"
                + " https://host/v1");
    settings = b -> b;
    assertThatThrownBy(() -> session("item").teacher(TeacherRole.JUDGE))
        .isInstanceOf(SynthException.class)
        .hasMessage("no teacher is configured for the role 'judge'; name one under roles.judge");
  }

  @Test
  void namesItsTeachers() {
    assertThat(session("item").teacher(TeacherRole.ACTOR)).isEqualTo("t1");
    assertThat(session("item").contextTokens(TeacherRole.ACTOR)).isEqualTo(32_768);
    assertThat(config().toString()).contains("T1_KEY").doesNotContain("xyzzy");
  }

  private void assertFinal(ScriptedServer.Reply reply, String reason, String message) {
    int before = server.exchanges().size();
    server.then(reply);
    assertReason(reason, message);
    assertThat(server.exchanges()).hasSize(before + 1);
  }

  private void assertReason(String reason, String message) {
    assertThatThrownBy(() -> session("item").chat(TeacherRole.ACTOR, ask("q")))
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((TeacherException) e).reason()).isEqualTo(reason))
        .satisfies(e -> assertThat(trace(e)).doesNotContain("xyzzy"));
  }

  private static String trace(Throwable e) {
    java.io.StringWriter trace = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(trace));
    return trace.toString();
  }

  private static RetrySettings retries(int attempts) {
    return new RetrySettings(
        attempts, Duration.ofHours(1), Duration.ofMillis(100), Duration.ofSeconds(10));
  }

  private TeacherConfig config() {
    return settings
        .apply(
            TeacherConfig.builder("t1")
                .baseUrl(server.baseUrl())
                .model("m1")
                .apiKey(ApiKeySource.env("T1_KEY"))
                .prices(new Prices(1, 0.1, 2)))
        .build();
  }

  private Teachers teachers() {
    return parts
        .apply(
            Teachers.builder(
                    Map.of("t1", config()),
                    Map.of(
                        TeacherRole.ACTOR,
                        RoleTeachers.only("t1"),
                        TeacherRole.WRITER,
                        RoleTeachers.only("t1")))
                .protocols(Protocols.ALL)
                .governor(new LocalGovernor(List.of(config()), Budget.NONE, Map.of(), time, time))
                .sleeper(time)
                .clock(time)
                .environment(name -> name.equals("T1_KEY") ? KEY : null)
                .client(client))
        .build();
  }

  private TeacherSession session(String item) {
    return teachers().session(item, "generate", Map.of(), journal::add);
  }

  private static ChatRequest ask(String question) {
    return new ChatRequest(List.of(Message.user(question)), List.of(), null, Sampling.SERVER);
  }

  private static ReplySchema schema() {
    try {
      return new ReplySchema(
          "triple_evidence", JSON.readTree(Schemas.json("reply/triple_evidence")));
    } catch (IOException e) {
      throw new IllegalStateException(quoted("unreadable"), e);
    }
  }
}
