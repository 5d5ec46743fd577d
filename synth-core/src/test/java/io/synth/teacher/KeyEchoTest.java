package io.synth.teacher;

import static io.synth.teacher.Replies.error;
import static io.synth.teacher.Replies.quoted;
import static io.synth.teacher.ScriptedServer.bytes;
import static io.synth.teacher.ScriptedServer.json;
import static io.synth.teacher.ScriptedServer.raw;
import static io.synth.teacher.ServerFault.lost;
import static io.synth.teacher.ServerFault.paid;
import static io.synth.teacher.ServerFault.refused;
import static io.synth.teacher.ServerFault.triedAgain;
import static io.synth.teacher.ServerFault.usable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that say the key: it is in no reply, message, log or file. */
class KeyEchoTest {
  private static final String KEY = FaultBench.KEY;
  private static final String SAID = "Authorization: Bearer " + KEY;
  private static final String ESCAPED = SAID.replace("/", "\\/");

  private final Path folder;

  KeyEchoTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void ofEchoes(Wire wire, ServerFault fault) throws IOException {
    FaultBench.check(folder, wire, fault);
  }

  static Stream<Arguments> echoes() {
    return ServerFault.each(
        triedAgain("in a 500", "unavailable", "HTTP 500", json(500, error(SAID))),
        triedAgain(
            "in escapes of a 500",
            "unavailable",
            "HTTP 500",
            json(500, "{\"detail\":\"" + unicode(KEY) + "\"}")),
        triedAgain(
            "in a page of a 503",
            "unavailable",
            "HTTP 503",
            bytes(503, "text/html", ("<p>" + KEY + "</p>").getBytes(UTF_8))),
        triedAgain(
            "in an error of a 200",
            "unavailable",
            "HTTP 500",
            json(200, "{\"error\":\"" + ESCAPED + "\"}")),
        triedAgain(
            "at the cut of a long error",
            "unavailable",
            "HTTP 500",
            json(500, "x".repeat((64 << 10) - 20) + SAID)),
        refused(
            "in a 401", "unauthorized", "HTTP 401", json(401, "{\"error\":\"" + ESCAPED + "\"}")),
        refused(
            "in headers",
            "bad_request",
            "HTTP 400",
            json(
                400,
                error("no"),
                "X-Echo: " + SAID,
                "Set-Cookie: k=" + KEY,
                "Retry-After: " + KEY)),
        refused(
            "in a location",
            "bad_request",
            "HTTP 302; the last said: redirected to http://other.example/?key=***",
            json(302, "", "Location: http://other.example/?key=" + KEY)),
        refused(
            "in a status line",
            "bad_request",
            "HTTP 400",
            raw("HTTP/1.1 400 " + SAID + "\r\nContent-Length: 0\r\n\r\n", true)),
        lost("in place of a status line", "truncated reply", wire -> raw(SAID + "\r\n\r\n", false)),
        lost(
            "in place of a chunk",
            "truncated reply",
            wire ->
                raw(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + SAID + "\r\n",
                    false)),
        lost(
            "in a reply that breaks off",
            "truncated reply",
            wire -> json(200, "{\"x\":\"" + KEY.substring(0, 20))),
        paid("in no JSON", "invalid_response", "***", wire -> json(200, SAID)),
        paid(
            "in JSON of another kind",
            "invalid_response",
            "***",
            wire -> json(200, "{\"x\":" + quoted(SAID) + "}")),
        paid(
            "in a type",
            "invalid_response",
            "Content-Type text/***",
            wire -> bytes(200, "text/" + KEY, new byte[] {'x'})),
        paid(
            "beside bytes that are no text",
            "invalid_response",
            "***",
            wire ->
                bytes(
                    200,
                    "text/plain",
                    (KEY + "\0")
                        .concat("\u00ff")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))),
        usable("in the text", "Authorization: Bearer ***", wire -> json(200, wire.good(SAID))),
        usable(
            "in escapes of the text",
            "***",
            wire -> json(200, wire.content("\"" + unicode(KEY) + "\""))),
        usable(
            "in the model", "x", wire -> json(200, wire.good("x").replace("\"m\"", quoted(KEY)))),
        usable(
            "in the pieces of a stream",
            "a *** b",
            wire -> stream(wire, "a Xyzzy0Pl", KEY.substring(8) + " b")));
  }

  private static String unicode(String text) {
    StringBuilder escapes = new StringBuilder();
    text.chars().forEach(c -> escapes.append(String.format("\\u%04x", c)));
    return escapes.toString();
  }

  private static ScriptedServer.Reply stream(Wire wire, String... texts) {
    List<String> events = new java.util.ArrayList<>(wire.events(texts));
    events.add(wire.end());
    return ScriptedServer.events(events.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void ofCalls(Wire wire) throws IOException {
    try (FaultBench bench = new FaultBench(folder, wire, any())) {
      String key = quoted(KEY);
      bench.server.then(json(200, wire.calls(key, key, "{\"query\":" + key + "}")));
      assertThat(bench.chat().message().toolCalls().toString())
          .contains("id=***", "name=***", "{\"query\":\"***\"}");
    }
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void ofThoughts(Wire wire) throws IOException {
    try (FaultBench bench = new FaultBench(folder, wire, any())) {
      String body =
          wire == Wire.OPENAI
              ? Wire.choices(
                  "["
                      + Wire.choice(
                          "{\"content\":\"x\",\"reasoning\":" + quoted("I see " + KEY) + "}",
                          "\"stop\"")
                      + "]",
                  "{}")
              : Wire.message(
                  "[{\"type\":\"thinking\",\"thinking\":"
                      + quoted("I see " + KEY)
                      + ",\"signature\":\"s\"},{\"type\":\"text\",\"text\":\"x\"}]",
                  "\"end_turn\"",
                  "{}");
      bench.server.then(json(200, body));
      ChatReply reply = bench.chat();
      assertThat(reply.message().reasoningContent()).isEqualTo("I see ***");
      assertThat(reply.blocks()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void noOtherHostIsSentIt(Wire wire) throws IOException {
    try (ScriptedServer other = new ScriptedServer()) {
      for (int status : List.of(301, 302, 303, 307, 308)) {
        ServerFault fault =
            refused(
                "",
                "bad_request",
                "HTTP " + status + "; the last said: redirected to " + other.baseUrl(),
                json(status, "", "Location: " + other.baseUrl()));
        FaultBench.check(folder.resolve(Integer.toString(status)), wire, fault);
      }
      assertThat(other.exchanges()).isEmpty();
      assertThat(other.connections()).isZero();
    }
  }

  private static ServerFault any() {
    return usable("", "", wire -> json(200, ""));
  }
}
