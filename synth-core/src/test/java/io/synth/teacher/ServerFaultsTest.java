package io.synth.teacher;

import static io.synth.teacher.Replies.error;
import static io.synth.teacher.ScriptedServer.OK;
import static io.synth.teacher.ScriptedServer.cut;
import static io.synth.teacher.ScriptedServer.endless;
import static io.synth.teacher.ScriptedServer.json;
import static io.synth.teacher.ScriptedServer.page;
import static io.synth.teacher.ScriptedServer.raw;
import static io.synth.teacher.ServerFault.lost;
import static io.synth.teacher.ServerFault.refused;
import static io.synth.teacher.ServerFault.triedAgain;
import static io.synth.teacher.ServerFault.usable;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of servers that fail as servers do: statuses and connections. */
class ServerFaultsTest {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration SLOWLY = Duration.ofMillis(20);
  private static final String BLANKS = " ".repeat(1 << 16);

  private final Path folder;

  ServerFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void ofStatuses(Wire wire, ServerFault fault) throws IOException {
    FaultBench.check(folder, wire, fault);
  }

  @ParameterizedTest
  @MethodSource("connections")
  void ofConnections(Wire wire, ServerFault fault) throws IOException {
    FaultBench.check(folder, wire, fault);
  }

  static Stream<Arguments> statuses() {
    return ServerFault.each(
        triedAgain("408", "unavailable", "HTTP 408", json(408, error("late"))),
        triedAgain("409", "unavailable", "HTTP 409", json(409, error("conflict"))),
        triedAgain("425", "unavailable", "HTTP 425", json(425, error("early"))),
        triedAgain("429", "rate_limited", "HTTP 429", json(429, error("slow down"))),
        tooMany("in seconds", "7"),
        tooMany("at once", "0"),
        tooMany("below nothing", "-5"),
        tooMany("in a year", "31536000"),
        tooMany("beyond all numbers", "9".repeat(400)),
        tooMany("in words", "soon"),
        tooMany("at a date", "Thu, 01 May 2031 12:00:30 GMT"),
        tooMany("at a date gone by", "Thu, 01 May 1997 12:00:30 GMT"),
        tooMany("at no date", "Thu, 99 Mai 20311 12:00:30 GMT"),
        triedAgain(
            "429 with limits beyond all numbers",
            "rate_limited",
            "HTTP 429",
            json(
                429,
                error("slow down"),
                "anthropic-ratelimit-requests-limit: 10",
                "anthropic-ratelimit-requests-remaining: 0",
                "anthropic-ratelimit-requests-reset: +999999999-01-01T00:00:00Z",
                "x-ratelimit-limit-requests: 99999999999999999999",
                "x-ratelimit-reset-requests: 999999999h999999999h")),
        triedAgain("500", "unavailable", "HTTP 500", json(500, error("broken"))),
        triedAgain("503", "unavailable", "HTTP 503", page(503)),
        triedAgain(
            "503 at once", "unavailable", "HTTP 503", json(503, error("x"), "Retry-After: 0")),
        triedAgain("520", "unavailable", "HTTP 520", page(520)),
        triedAgain("524", "unavailable", "HTTP 524", page(524)),
        triedAgain("530", "unavailable", "HTTP 530", page(530)),
        triedAgain("561", "unavailable", "HTTP 561", page(561)),
        triedAgain("999", "unavailable", "HTTP 999", page(999)),
        triedAgain("502", "unavailable", "HTTP 502", page(502)),
        triedAgain("504", "unavailable", "HTTP 504", json(504, "null")),
        triedAgain("529", "unavailable", "HTTP 529", json(529, error("overloaded"))),
        triedAgain(
            "500 whose body breaks off",
            "unavailable",
            "HTTP 500",
            raw("HTTP/1.1 500 X\r\nContent-Length: 99\r\n\r\nx", false)),
        triedAgain(
            "500 of an endless body",
            "unavailable",
            "HTTP 500",
            endless("HTTP/1.1 500 X\r\n\r\n", BLANKS, AT_ONCE)),
        refused(
            "401",
            "unauthorized",
            "HTTP 401; the last said: bad key (check api_key)",
            status(401, "bad key")),
        refused(
            "403",
            "unauthorized",
            "HTTP 403; the last said: no (check api_key)",
            status(403, "no")),
        refused(
            "404",
            "not_found",
            "HTTP 404; the last said: none (check base_url and model)",
            status(404, "none")),
        refused("407", "bad_request", "HTTP 407", status(407, "a proxy wants a password")),
        refused("413", "request_too_large", "HTTP 413; the last said: big", status(413, "big")),
        refused(
            "418",
            "bad_request",
            "HTTP 418; the last said: short and stout",
            status(418, "short and stout")),
        refused(
            "421", "bad_request", "HTTP 421; the last said: wrong host", status(421, "wrong host")),
        refused("400 of 100,000 levels", "bad_request", "HTTP 400", json(400, "[".repeat(100_000))),
        refused("501", "unavailable", "HTTP 501; the last said: never", status(501, "never")),
        refused("505", "unavailable", "HTTP 505; the last said: never", status(505, "never")),
        refused("511", "unavailable", "HTTP 511; the last said: log in", status(511, "log in")),
        refused("300", "bad_request", "HTTP 300", json(300, "")),
        refused("422", "bad_request", "HTTP 422; the last said: odd", status(422, "odd")),
        refused(
            "a filter",
            "content_filter",
            "HTTP 400",
            json(400, "{\"error\":{\"code\":\"content_filter\"}}")),
        redirect(301),
        redirect(302),
        redirect(303),
        redirect(307),
        redirect(308));
  }

  private static ScriptedServer.Reply status(int status, String message) {
    return json(status, Replies.error(message), "Set-Cookie: a=b");
  }

  private static ServerFault tooMany(String when, String retryAfter) {
    return triedAgain(
        "429, again " + when,
        "rate_limited",
        "HTTP 429",
        json(429, Replies.error("slow down"), "Retry-After: " + retryAfter, "Set-Cookie: a=b"));
  }

  private static ServerFault redirect(int status) {
    return refused(
        Integer.toString(status),
        "bad_request",
        "HTTP " + status + "; the last said: redirected to /v2/chat; correct base_url",
        json(status, "", "Location: /v2/chat"));
  }

  static Stream<Arguments> connections() {
    return ServerFault.each(
        lost("reset before the headers", "connection reset", wire -> ScriptedServer.reset()),
        lost("closed before the headers", "truncated reply", wire -> ScriptedServer.hangUp()),
        lost(
            "reset in the headers",
            "connection reset",
            wire -> resetAfter("HTTP/1.1 200 OK\r\nCont")),
        lost(
            "closed in the headers",
            "truncated reply",
            wire -> raw("HTTP/1.1 200 OK\r\nCont", false)),
        lost(
            "reset in the body",
            "connection reset",
            wire -> resetAfter(OK + "Content-Length: 99\r\n\r\n{\"choi")),
        lost("a length too long", "truncated reply", wire -> cut(wire.good("x"))),
        lost(
            "a length too short",
            "truncated reply",
            wire -> raw(OK + "Content-Length: 20\r\n\r\n" + wire.good("x"), false)),
        lost(
            "no length, JSON cut off",
            "truncated reply",
            wire -> raw(OK + "\r\n" + half(wire), false)),
        lost("JSON cut off", "truncated reply", wire -> json(200, half(wire))),
        lost(
            "chunks cut off",
            "truncated reply",
            wire -> raw(OK + "Transfer-Encoding: chunked\r\n\r\nfff\r\n" + wire.good("x"), false)),
        lost(
            "no chunks",
            "truncated reply",
            wire -> raw(OK + "Transfer-Encoding: chunked\r\n\r\n" + wire.good("x"), false)),
        lost(
            "a last chunk missing",
            "truncated reply",
            wire ->
                raw(
                    OK
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(wire.good("x").length())
                        + "\r\n"
                        + wire.good("x")
                        + "\r\n",
                    false)),
        lost("no HTTP", "truncated reply", wire -> raw("220 mail.example.com ESMTP\r\n", false)),
        lost(
            "endless headers",
            "truncated reply",
            wire -> endless("HTTP/1.1 200 OK\r\n", "X-More: " + BLANKS + "\r\n", AT_ONCE)),
        lost(
            "an endless header",
            "truncated reply",
            wire -> endless("HTTP/1.1 200 OK\r\nX-More:", BLANKS, AT_ONCE)),
        lost(
            "an endless status",
            "truncated reply",
            wire -> endless("HTTP/1.1 200", BLANKS, AT_ONCE)),
        ServerFault.silent("no reply", ScriptedServer.stall()),
        ServerFault.halting(
            "a halt in the body",
            endless(OK + "Content-Length: 9999\r\n\r\n{", "x", Duration.ofSeconds(20))),
        ServerFault.endless(
            "a drip of a body", endless(OK + "Content-Length: 999999\r\n\r\n{", " ", SLOWLY)),
        ServerFault.endless(
            "a drip of chunks",
            endless(OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", SLOWLY)),
        ServerFault.endless("a drip of headers", endless(OK, "X-More: x\r\n", SLOWLY)),
        ServerFault.endless(
            "a drip of comments",
            endless(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n",
                ": ping\n\n",
                SLOWLY)),
        lost(
            "a storm of 103",
            "truncated reply",
            wire -> endless("", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", AT_ONCE)),
        usable(
            "100 and 103 before it",
            "x",
            wire ->
                raw(
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n"
                        + sized(wire.good("x")),
                    true)),
        usable(
            "chunks and trailers",
            "x",
            wire ->
                raw(
                    "HTTP/1.1 200 OK\r\ntransfer-encoding: CHUNKED\r\nTRAILER: X\r\n\r\n"
                        + Integer.toHexString(wire.good("x").length())
                        + ";x=y\r\n"
                        + wire.good("x")
                        + "\r\n0\r\nX: y\r\n\r\n",
                    true)),
        usable("HTTP/1.0", "x", wire -> raw("HTTP/1.0 200 OK\r\n\r\n" + wire.good("x"), false)),
        usable(
            "headers in odd cases",
            "x",
            wire ->
                raw(
                    sized(wire.good("x"))
                        .replace(
                            "Content-Type: application/json",
                            "CONTENT-TYPE:application/json\r\ncontent-TYPE: application/JSON\r\nX-Weird: ä\u0080\r\nx-empty:"),
                    true)),
        usable("cookies", "x", wire -> json(200, wire.good("x"), "Set-Cookie: a=b; Path=/")));
  }

  private static String sized(String body) {
    return OK + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
  }

  private static String half(Wire wire) {
    String good = wire.good("x");
    return good.substring(0, good.length() / 2);
  }

  private static ScriptedServer.Reply resetAfter(String bytes) {
    return (socket, out, closing) -> {
      raw(bytes, false).send(socket, out, closing);
      // What came is read before the reset is, or both at once.
      Thread.sleep(50);
      socket.setSoLinger(true, 0);
      return false;
    };
  }
}
