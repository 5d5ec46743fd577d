package io.synth.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/** What a teacher's server may do in place of a plain right reply. */
enum ChaosFault {
  TOO_MANY(true),
  TOO_MANY_FOR_SECONDS(true),
  TOO_MANY_UNTIL_DATE(true),
  TIMEOUT(true),
  INTERNAL(true),
  UNAVAILABLE(true),
  OVERLOADED(true),
  KEY_ECHOED(true),
  RESET_BEFORE_HEADERS(true),
  RESET_IN_BODY(true),
  LENGTH_TOO_LONG(true),
  LENGTH_TOO_SHORT(true),
  CUT_JSON(true),
  CUT_CHUNKS(true),
  DRIP(true),
  INVALID_JSON(false),
  INVALID_UTF8(false),
  EMPTY_CHOICES(false),
  WRONG_TOOL(false),
  HUGE(false),
  HTML_PAGE(false),
  CONTEXT_LENGTH(false),
  CONTENT_FILTER(false);

  /** What a client has of an answer. */
  enum Outcome {
    /** An error, which costs nothing. */
    REFUSED,
    /** A part of a reply that is paid for; it is asked for again. */
    LOST,
    /** A whole reply that cannot be used. */
    PAID,
    /** A reply. */
    USABLE
  }

  static final List<ChaosFault> TRANSIENT = passing(true);
  static final List<ChaosFault> LASTING = passing(false);

  private static final int HUGE_BYTES = 100 << 20;
  private static final byte[] BLANKS = " ".repeat(1 << 16).getBytes(UTF_8);

  private final boolean passing;

  ChaosFault(boolean passing) {
    this.passing = passing;
  }

  private static List<ChaosFault> passing(boolean wanted) {
    return Arrays.stream(values()).filter(fault -> fault.passing == wanted).toList();
  }

  /**
   * Answers a request wrongly.
   *
   * @param authorization the request's header of that name
   * @param reply the right reply
   * @throws IOException when the client goes away
   */
  void answer(ChaosConnection to, String authorization, byte[] reply) throws IOException {
    switch (this) {
      case TOO_MANY -> to.send(429, "", error("too many requests"));
      case TOO_MANY_FOR_SECONDS -> to.send(429, "Retry-After: 1\r\n", error("too many requests"));
      case TOO_MANY_UNTIL_DATE ->
          to.send(429, "Retry-After: " + soon() + "\r\n", error("too many requests"));
      case TIMEOUT -> to.send(408, "", error("timed out"));
      case INTERNAL -> to.send(500, "", error("broken"));
      case UNAVAILABLE -> to.send(503, "", "<html>Service Unavailable</html>".getBytes(UTF_8));
      case OVERLOADED -> to.send(529, "", error("overloaded"));
      case KEY_ECHOED -> to.send(500, "", error("broken by Authorization: " + authorization));
      case RESET_BEFORE_HEADERS -> to.reset();
      case RESET_IN_BODY -> {
        to.head(200, "Content-Length: " + reply.length + "\r\n");
        to.write(reply, reply.length / 2);
        to.reset();
      }
      case LENGTH_TOO_LONG -> {
        to.head(200, "Content-Length: " + (reply.length + 10) + "\r\n");
        to.write(reply, reply.length);
        to.end();
      }
      case LENGTH_TOO_SHORT -> {
        to.head(200, "Content-Length: " + reply.length / 2 + "\r\n");
        to.write(reply, reply.length);
        to.end();
      }
      case CUT_JSON -> to.send(200, "", Arrays.copyOf(reply, reply.length / 2));
      case CUT_CHUNKS -> {
        to.head(200, "Transfer-Encoding: chunked\r\n");
        byte[] size = (Integer.toHexString(reply.length) + "\r\n").getBytes(UTF_8);
        to.write(size, size.length);
        to.write(reply, reply.length / 2);
        to.end();
      }
      case DRIP -> {
        to.drip(reply);
      }
      case INVALID_JSON -> to.send(200, "", "{\"choices\": [}]}".getBytes(UTF_8));
      case INVALID_UTF8 -> {
        byte[] spoilt = reply.clone();
        spoilt[spoilt.length / 2] = (byte) 0xFF;
        to.send(200, "", spoilt);
      }
      case EMPTY_CHOICES -> to.send(200, "", "{\"choices\": []}".getBytes(UTF_8));
      case WRONG_TOOL -> {
        String right = new String(reply, UTF_8);
        String called = "(\"function\"\\s*:\\s*\\{\\s*\"name\"\\s*:\\s*\")[^\"]*";
        to.send(200, "", right.replaceAll(called, "$1no_such_tool").getBytes(UTF_8));
      }
      case HUGE -> {
        to.head(200, "Content-Length: " + HUGE_BYTES + "\r\n");
        for (int sent = 0; sent < HUGE_BYTES; sent += BLANKS.length) {
          to.write(BLANKS, BLANKS.length);
        }
      }
      case HTML_PAGE -> to.send(200, "", "<html>Bad Gateway</html>".getBytes(UTF_8));
      case CONTEXT_LENGTH -> to.send(400, "", error("maximum context length is 10 tokens"));
      case CONTENT_FILTER -> to.send(400, "", error("content_filter: the prompt was flagged"));
    }
  }

  /** What a client has of it. */
  Outcome outcome() {
    return switch (this) {
      case RESET_BEFORE_HEADERS,
          RESET_IN_BODY,
          LENGTH_TOO_LONG,
          LENGTH_TOO_SHORT,
          CUT_JSON,
          CUT_CHUNKS ->
          Outcome.LOST;
      case INVALID_JSON, INVALID_UTF8, EMPTY_CHOICES, HUGE, HTML_PAGE -> Outcome.PAID;
      case DRIP, WRONG_TOOL -> Outcome.USABLE;
      default -> Outcome.REFUSED;
    };
  }

  private static byte[] error(String message) {
    return ("{\"error\": {\"message\": \"" + message + "\", \"type\": \"server_error\"}}")
        .getBytes(UTF_8);
  }

  private static String soon() {
    Instant soon = Clock.systemUTC().instant().plus(Duration.ofSeconds(1));
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(soon.atOffset(ZoneOffset.UTC));
  }
}
