package io.synth.teacher;

import static io.synth.teacher.Replies.error;
import static io.synth.teacher.Replies.quoted;
import static io.synth.teacher.Replies.reply;
import static io.synth.teacher.Replies.text;
import static io.synth.teacher.ScriptedServer.bytes;
import static io.synth.teacher.ScriptedServer.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.synth.config.ApiKeySource;
import io.synth.config.Budget;
import io.synth.config.Prices;
import io.synth.config.RetrySettings;
import io.synth.config.RoleTeachers;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherTimeouts;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.Spent;
import io.synth.model.TeacherRole;
import io.synth.teacher.ScriptedServer.Reply;
import io.synth.teacher.protocol.Protocols;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes of what servers send that is no plain reply. After each: nothing in flight, no
 * connection leaked, what was lost is counted, and the key is nowhere.
 */
class ServerFaultsTest {
  private static final String KEY = "sk-secret-xyzzy-abcdefgh";
  private static final String WHOLE = text("whole");
  private static final ChatRequest REQUEST =
      new ChatRequest(List.of(Message.user("Which river? 哪条河？")), List.of(), null, Sampling.SERVER);

  private final FakeTime time = new FakeTime();
  private final ConnectionLeaks leaks = new ConnectionLeaks();
  private final List<Completion> journal = new ArrayList<>();
  private final ScriptedServer server;
  private final LocalGovernor governor;

  ServerFaultsTest() throws IOException {
    server = new ScriptedServer();
    governor = new LocalGovernor(List.of(config()), Budget.NONE, Map.of(), time, time);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  static Stream<Arguments> usable() throws IOException {
    String usage = WHOLE.substring(WHOLE.indexOf("\"usage\""), WHOLE.length() - 1);
    return Stream.of(
        arguments("HTTP/1.0", raw("HTTP/1.0 200 OK\r\n\r\n" + WHOLE)),
        arguments(
            "chunks and trailers",
            raw(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: CHUNKED\r\nTRAILER: X\r\n\r\n"
                    + Integer.toHexString(WHOLE.length())
                    + ";x=y\r\n"
                    + WHOLE
                    + "\r\n0\r\nX: y\r\n\r\n")),
        arguments("gzip", gzip(WHOLE)),
        arguments("a byte order mark", json(200, "\uFEFF" + WHOLE)),
        arguments("blanks around", json(200, "\n \n" + WHOLE + "\n\n")),
        arguments("a second object", json(200, WHOLE + "\n" + WHOLE)),
        arguments("garbage behind", json(200, WHOLE + "}]")),
        arguments("no content type", bytes(200, "", WHOLE.getBytes(UTF_8))),
        arguments("plain text", bytes(200, "text/plain", WHOLE.getBytes(UTF_8))),
        arguments("a content type that is none", bytes(200, ";;=", WHOLE.getBytes(UTF_8))),
        arguments("a name twice", json(200, WHOLE.replace("{\"id\"", "{\"id\":1,\"id\""))),
        arguments("two choices", json(200, WHOLE.replace("}],", "},{\"index\":1}],"))),
        arguments("no id, no model", json(200, WHOLE.replaceAll("\"(id|model)\":[^,]*,", ""))),
        arguments(
            "no reason to finish", json(200, WHOLE.replace(",\"finish_reason\":\"stop\"", ""))),
        arguments("an odd reason", json(200, WHOLE.replace("\"stop\"", "\"tired\""))),
        arguments("no usage", json(200, WHOLE.replace("," + usage, ""))),
        arguments("usage null", json(200, WHOLE.replace(usage, "\"usage\":null"))),
        arguments("usage below nothing", json(200, WHOLE.replaceAll(":(100|20|120)\\b", ":-$1"))),
        arguments("usage in halves", json(200, WHOLE.replaceAll(":(100|20|120)\\b", ":$1.5"))),
        arguments("usage as text", json(200, WHOLE.replaceAll(":(100|20|120)\\b", ":\"$1\""))),
        arguments("usage without end", json(200, WHOLE.replaceAll(":(100|20)\\b", ":9e99"))),
        arguments(
            "content in parts", json(200, WHOLE.replace("\"whole\"", "[{\"text\":\"whole\"}]"))),
        arguments("cookies", json(200, WHOLE, "Set-Cookie: a=" + KEY, "X-Key: " + KEY)),
        arguments("a stream", ScriptedServer.events(delta("whole"), "[DONE]")),
        arguments("the key as model", json(200, WHOLE.replace("m1-2031", KEY))));
  }

  /** The first reply is used. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("usable")
  void isUsed(String name, Reply odd) {
    server.then(odd);
    assertThat(answer()).isEqualTo("whole");
    assertThat(server.exchanges()).hasSize(1);
    Completion kept = journal.get(0);
    assertThat(kept.promptTokens()).isBetween(1L, 1_000L);
    assertThat(kept.completionTokens()).isBetween(1L, 1_000L);
    assertThat(kept.costUsd()).isBetween(0.000001, 0.01);
    assertBalanced();
  }

  static Stream<Arguments> passing() {
    return Stream.of(
        arguments("429", json(429, error("slow down"))),
        arguments("429 for years", json(429, error("slow down"), "Retry-After: 99999999999")),
        arguments("429 in the past", json(429, error("slow down"), "Retry-After: -7")),
        arguments(
            "429 until a date that is over",
            json(429, error("slow down"), "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT")),
        arguments("429 for some time", json(429, error("slow down"), "Retry-After: a while")),
        arguments("408", json(408, error("timed out"))),
        arguments("409", json(409, error("conflict"))),
        arguments("425", json(425, error("too early"))),
        arguments("500", json(500, "")),
        arguments("502", bytes(502, "text/html", "<html>Bad Gateway</html>".getBytes(UTF_8))),
        arguments("504", json(504, "null")),
        arguments("529", json(529, error("overloaded"))),
        arguments("an error that never ends", endless("HTTP/1.1 503 X\r\n\r\n", "no ")),
        arguments("nothing", json(200, "")),
        arguments("blanks", json(200, " \n ")),
        arguments("204", raw("HTTP/1.1 204 No Content\r\n\r\n")),
        arguments("an error with 200", json(200, "{\"error\":{\"message\":\"x\",\"code\":503}}")),
        arguments("half a reply", json(200, WHOLE.substring(0, 80))),
        arguments("a reset", ScriptedServer.reset()),
        arguments("no reply", ScriptedServer.hangUp()),
        arguments("a broken reply", ScriptedServer.cut(WHOLE.substring(0, 80))),
        arguments(
            "half a chunk", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{")),
        arguments("no HTTP", raw("SSH-2.0-OpenSSH_9.6\r\n")),
        arguments("half a header", raw("HTTP/1.1 200 OK\r\nContent-")),
        arguments("headers without end", endless("HTTP/1.1 200 OK\r\n", "X: y\r\n")),
        arguments("a header without end", endless("HTTP/1.1 200 OK\r\nX: ", "y")),
        arguments("silence", ScriptedServer.stall()),
        arguments("a drip", ScriptedServer.drip("application/json", 1, Duration.ofMillis(400))),
        arguments(
            "a drip for ever", ScriptedServer.drip("application/json", 1, Duration.ofMillis(20))),
        arguments("a stream that ends early", ScriptedServer.events(delta("who"))));
  }

  /** It is asked again, within bounds, and the second reply is used. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void isAskedAgain(String name, Reply odd) {
    server.then(odd).then(json(200, WHOLE));
    assertThat(answer()).isEqualTo("whole");
    assertThat(server.exchanges()).hasSize(2);
    assertThat(journal.get(0).attempts()).isEqualTo(2);
    assertThat(time.sleeps()).allMatch(slept -> slept.compareTo(Duration.ofMinutes(5)) <= 0);
    assertBalanced();
  }

  static Stream<Arguments> lasting() throws IOException {
    return Stream.of(
        arguments("invalid_response", "nested deeply", json(200, "{\"x\":" + "[".repeat(100_000))),
        arguments(
            "invalid_response", "a long number", json(200, "{\"x\":" + "9".repeat(5_000) + "}")),
        arguments("invalid_response", "NaN", json(200, "{\"x\":NaN}")),
        arguments(
            "invalid_response", "UTF-16", bytes(200, "application/json", WHOLE.getBytes(UTF_16))),
        arguments("invalid_response", "no gzip", json(200, WHOLE, "Content-Encoding: gzip")),
        arguments("invalid_response", "a strange encoding", encoded("br")),
        arguments("invalid_response", "no object", json(200, "\"whole\"")),
        arguments("invalid_response", "choices null", json(200, "{\"choices\":null}")),
        arguments(
            "invalid_response", "choices an object", json(200, "{\"choices\":{\"message\":{}}}")),
        arguments(
            "invalid_response", "message null", json(200, "{\"choices\":[{\"message\":null}]}")),
        arguments("invalid_response", "a page", json(200, "<html>" + KEY + "</html>")),
        arguments("reply_too_long", "a reply without end", endless("HTTP/1.1 200 OK\r\n\r\n", " ")),
        arguments("bad_request", "redirected", moved(302, "/v2/chat/completions")),
        arguments("bad_request", "redirected elsewhere", moved(307, "http://127.0.0.2:1/" + KEY)),
        arguments("bad_request", "redirected for ever", moved(308, "/v1/chat/completions")),
        arguments("request_too_large", "413", json(413, error("too large"))),
        arguments("bad_request", "418", json(418, error("teapot"))),
        arguments("bad_request", "422", json(422, error("odd, says " + KEY))),
        arguments("unauthorized", "401", json(401, error("no key " + KEY))),
        arguments("unauthorized", "403", json(403, error("forbidden to Bearer " + KEY))),
        arguments("not_found", "404", json(404, "")),
        arguments(
            "content_filter", "filtered", json(400, "{\"error\":{\"code\":\"content_filter\"}}")));
  }

  /** It is asked once, and the failure tells why. */
  @ParameterizedTest(name = "{1}")
  @MethodSource("lasting")
  void isAskedOnce(String reason, String name, Reply odd) {
    server.then(odd);
    TeacherException failure = catchThrowableOfType(TeacherException.class, this::answer);
    assertThat(failure).hasMessageContaining(" in 1 attempt: ");
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.outage()).isEqualTo(reason.equals("unauthorized"));
    assertThat(server.exchanges()).hasSize(1);
    StringWriter told = new StringWriter();
    failure.printStackTrace(new PrintWriter(told));
    assertThat(told.toString()).doesNotContain("xyzzy");
    // What may have been paid for is kept as a failure, and not asked for again.
    assertThat(journal.stream().map(Completion::failure))
        .isEqualTo(
            reason.equals("invalid_response") || reason.equals("reply_too_long")
                ? List.of(reason)
                : List.of());
    assertBalanced();
  }

  static Stream<String> echoes() {
    return Stream.of(
        text("Your key is " + KEY + "."),
        reply("{\"reasoning_content\":\"" + KEY + "\",\"content\":\"whole\"}", "stop"),
        reply(
            "{\"content\":null,\"tool_calls\":[{\"id\":\""
                + KEY
                + "\",\"type\":\"function\",\"function\":{\"name\":\"search\",\"arguments\":"
                + quoted("{\"query\":\"" + KEY + "\"}")
                + "}}]}",
            "tool_calls"));
  }

  /** It would be in the journal, and in the training data. */
  @ParameterizedTest
  @MethodSource("echoes")
  void theKeyIsTakenOutOfAReply(String echo) {
    server.then(json(200, echo));
    Message message = session().chat(TeacherRole.ACTOR, REQUEST).message();
    assertThat(message.toString()).contains("***").doesNotContain("xyzzy");
    assertBalanced();
  }

  private void assertBalanced() {
    leaks.assertNone();
    assertThat(journal.toString()).doesNotContain("xyzzy");
    Spent kept = journal.stream().map(Completion::spent).reduce(Spent.NOTHING, Spent::plus);
    Spent counted = governor.spent().getOrDefault("t1", Spent.NOTHING);
    assertThat(counted.calls()).isEqualTo(kept.calls());
    assertThat(counted.usd()).isCloseTo(kept.usd(), offset(1e-9));
  }

  private String answer() {
    return session().chat(TeacherRole.ACTOR, REQUEST).message().content();
  }

  private TeacherSession session() {
    return Teachers.builder(
            Map.of("t1", config()), Map.of(TeacherRole.ACTOR, RoleTeachers.only("t1")))
        .protocols(Protocols.ALL)
        .governor(governor)
        .sleeper(time)
        .clock(time)
        .client(leaks.client())
        .environment(name -> KEY)
        .build()
        .session("item", "generate", Map.of(), journal::add);
  }

  private TeacherConfig config() {
    return TeacherConfig.builder("t1")
        .baseUrl(server.baseUrl())
        .model("m1")
        .apiKey(ApiKeySource.env("T1_KEY"))
        .prices(new Prices(1, 0.1, 2))
        .timeouts(
            new TeacherTimeouts(
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofMillis(200),
                Duration.ofSeconds(3)))
        .retry(
            new RetrySettings(
                3, Duration.ofHours(1), Duration.ofMillis(100), Duration.ofSeconds(10)))
        .build();
  }

  private static String delta(String text) {
    return "{\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}";
  }

  private static Reply raw(String whole) {
    return (socket, out, closing) -> {
      out.write(whole.getBytes(UTF_8));
      out.flush();
      return false;
    };
  }

  /** Goes on until the client has had enough. */
  private static Reply endless(String head, String more) {
    byte[] block = more.repeat(20_000).getBytes(ISO_8859_1);
    return (socket, out, closing) -> {
      out.write(head.getBytes(ISO_8859_1));
      while (closing.getCount() > 0) {
        out.write(block);
      }
      return false;
    };
  }

  private static Reply moved(int status, String to) {
    return json(status, "", "Location: " + to);
  }

  private static Reply encoded(String encoding) {
    return bytes(
        200, "application/json", new byte[] {11, 2, -128, 97}, "Content-Encoding: " + encoding);
  }

  private static Reply gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes(200, "application/json", packed.toByteArray(), "Content-Encoding: gzip");
  }
}
