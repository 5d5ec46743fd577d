package io.synth.teacher;

import static io.synth.teacher.ScriptedServer.bytes;
import static io.synth.teacher.ScriptedServer.endless;
import static io.synth.teacher.ScriptedServer.json;
import static io.synth.teacher.ScriptedServer.raw;
import static io.synth.teacher.ServerFault.lost;
import static io.synth.teacher.ServerFault.paid;
import static io.synth.teacher.ServerFault.usable;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of bodies of which a part, or the whole, is no reply. */
class BodyFaultsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String BLANKS = " ".repeat(1 << 16);
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Path folder;

  BodyFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void ofBodies(Wire wire, ServerFault fault) throws IOException {
    FaultBench.check(folder, wire, fault);
  }

  static Stream<Arguments> bodies() {
    return ServerFault.each(
        lost("an empty 200", "truncated reply", wire -> json(200, "")),
        lost("a blank 200", "truncated reply", wire -> json(200, " \n ")),
        lost("204", "truncated reply", wire -> raw("HTTP/1.1 204 No Content\r\n\r\n", true)),
        lost(
            "205",
            "truncated reply",
            wire -> raw("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", true)),
        paid(
            "an HTML page",
            "invalid_response",
            "Content-Type text/html: <html>",
            wire -> bytes(200, "text/html", html())),
        usable(
            "JSON called a text",
            "x",
            wire -> bytes(200, "text/plain", wire.good("x").getBytes(UTF_8))),
        usable(
            "JSON called a page",
            "x",
            wire -> bytes(200, "text/html", wire.good("x").getBytes(UTF_8))),
        usable("JSON called nothing", "x", wire -> bytes(200, "", wire.good("x").getBytes(UTF_8))),
        usable(
            "a type that is none",
            "x",
            wire -> bytes(200, ";;=,/", wire.good("x").getBytes(UTF_8))),
        usable("a byte order mark", "水", wire -> json(200, "\uFEFF" + wire.good("水"))),
        paid(
            "UTF-16",
            "invalid_response",
            "invalid",
            wire ->
                bytes(
                    200,
                    "application/json; charset=utf-16",
                    wire.good("x").getBytes(StandardCharsets.UTF_16))),
        paid(
            "UTF-16 without a mark",
            "invalid_response",
            "invalid",
            wire ->
                bytes(200, "application/json", wire.good("x").getBytes(StandardCharsets.UTF_16LE))),
        paid(
            "Latin-1",
            "invalid_response",
            "invalid UTF-8",
            wire ->
                bytes(
                    200,
                    "application/json; charset=iso-8859-1",
                    wire.good("é").getBytes(StandardCharsets.ISO_8859_1))),
        usable("gzip", "x", wire -> packed(zip(wire.good("x"), 1), "gzip")),
        lost(
            "gzip cut off",
            "truncated reply",
            wire -> packed(Arrays.copyOf(zip(wire.good("x"), 1), 40), "gzip")),
        paid(
            "gzip that is none",
            "invalid_response",
            "unreadable reply",
            wire -> packed(wire.good("x").getBytes(UTF_8), "gzip")),
        paid(
            "a gzip bomb",
            "reply_too_long",
            "more than 33554432 bytes came",
            wire -> packed(zip(BLANKS, 600), "gzip")),
        paid(
            "deflate",
            "invalid_response",
            "Content-Encoding deflate",
            wire -> packed(new byte[] {120, -100, 1, 2, 3}, "deflate")),
        paid(
            "brotli",
            "invalid_response",
            "Content-Encoding br",
            wire -> packed(new byte[] {11, 2, -128, 97, 3}, "br")),
        paid(
            "100 MB",
            "reply_too_long",
            "more than 33554432 bytes came",
            wire -> endless(OK + "Content-Length: " + (100 << 20) + "\r\n\r\n", BLANKS, AT_ONCE)),
        paid(
            "an endless body",
            "reply_too_long",
            "more than 33554432 bytes came",
            wire -> endless(OK + "\r\n{\"x\":\"", BLANKS, AT_ONCE)),
        paid(
            "an endless event",
            "reply_too_long",
            "more than 33554432 bytes",
            wire ->
                endless(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: ",
                    BLANKS,
                    AT_ONCE)),
        paid(
            "an event of endless lines",
            "reply_too_long",
            "more than 33554432 bytes",
            wire ->
                endless(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n",
                    "data: " + BLANKS + "\n",
                    AT_ONCE)),
        paid(
            "endless text in events",
            "reply_too_long",
            "more than 33554432",
            wire ->
                endless(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                        + events(wire.events()),
                    "data: " + wire.events(BLANKS).get(wire == Wire.OPENAI ? 0 : 2) + "\n\n",
                    AT_ONCE)),
        usable(
            "events not asked for",
            "ab",
            wire -> stream(events(wire.events("a", "b")) + events(List.of(wire.end())))),
        lost(
            "events without an end",
            "truncated reply",
            wire -> stream("data: " + wire.events("a").get(0) + "\n\n")),
        lost(
            "an event cut off",
            "truncated reply",
            wire -> stream(events(wire.events("a")).substring(0, 40))),
        lost("no event", "truncated reply", wire -> stream(": ping\n\n")));
  }

  private static String events(List<String> data) {
    return "data: " + String.join("\n\ndata: ", data) + "\n\n";
  }

  private static ScriptedServer.Reply stream(String text) {
    return bytes(200, "text/event-stream", text.getBytes(UTF_8));
  }

  private static ScriptedServer.Reply packed(byte[] body, String encoding) {
    return bytes(200, "application/json", body, "Content-Encoding: " + encoding);
  }

  private static byte[] zip(String text, int times) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < times; i++) {
        gzip.write(text.getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] html() {
    return "<html>Bad Gateway</html>".getBytes(UTF_8);
  }
}
