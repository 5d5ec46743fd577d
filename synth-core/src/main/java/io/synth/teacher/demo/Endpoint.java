package io.synth.teacher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The HTTP side of the demo teacher: routes, status codes, transient faults. Thread-safe. */
final class Endpoint {
  private static final int MOST_REMEMBERED = 100_000;
  private static final int MOST_BYTES = 64 << 20;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final FaultLottery lottery;
  private final Replies replies;
  private final CountDownLatch closed;

  /** Bodies turned away once; the oldest are forgotten. */
  private final Set<String> turnedAway =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));

  Endpoint(DemoSettings settings, CountDownLatch closed) {
    this.lottery = new FaultLottery(settings);
    this.replies = new Replies(lottery);
    this.closed = closed;
  }

  void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    String path = exchange.getRequestURI().getPath();
    boolean post = exchange.getRequestMethod().equals("POST");
    if (body.length > MOST_BYTES) {
      error(exchange, 413, "request_too_large", "the body has more than " + MOST_BYTES + " bytes");
    } else if (path.equals("/v1/models")) {
      models(exchange);
    } else if (!path.equals("/v1/chat/completions")) {
      error(exchange, 404, "not_found", "there is no " + path + "; try /v1/chat/completions");
    } else if (!post) {
      error(exchange, 405, "method_not_allowed", "use POST for " + path);
    } else {
      complete(exchange, new String(body, StandardCharsets.UTF_8));
    }
  }

  private static void models(HttpExchange exchange) throws IOException {
    ObjectNode list = MAPPER.createObjectNode().put("object", "list");
    ObjectNode model = list.putArray("data").addObject();
    model.put("id", "demo").put("object", "model").put("created", 0).put("owned_by", "synth");
    send(exchange, 200, list.toString());
  }

  private void complete(HttpExchange exchange, String body) throws IOException {
    ChatCall call;
    try {
      call = ChatCall.of(MAPPER.readTree(body), body);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      error(exchange, 400, "invalid_json", "the body is not valid JSON" + where);
      return;
    } catch (ChatCall.BadRequestException e) {
      error(exchange, 400, "invalid_request", String.valueOf(e.getMessage()));
      return;
    }
    int tokens = TokenEstimate.of(call.turns());
    int most = lottery.settings().contextTokens();
    if (tokens > most) {
      String message =
          "the prompt has " + tokens + " tokens; this model's maximum context length is " + most;
      error(exchange, 400, "context_length_exceeded", message);
    } else if (!turnAway(exchange, call)) {
      delay(call);
      reply(exchange, call);
    }
  }

  private boolean turnAway(HttpExchange exchange, ChatCall call) throws IOException {
    DemoSettings settings = lottery.settings();
    boolean limited = lottery.hits(call, "429", settings.tooManyRequests());
    boolean failing = lottery.hits(call, "5xx", settings.serverError());
    if (!(limited || failing) || !turnedAway.add(call.fingerprint())) {
      return false;
    }
    if (limited) {
      int millis = settings.retryAfterMillis();
      exchange.getResponseHeaders().set("retry-after-ms", Integer.toString(millis));
      exchange.getResponseHeaders().set("Retry-After", Integer.toString((millis + 999) / 1000));
      error(
          exchange, 429, "rate_limit_exceeded", "too many requests; retry after " + millis + " ms");
    } else {
      int status = lottery.draw("status", call.fingerprint()) < 0.5 ? 500 : 503;
      error(exchange, status, "server_error", "the server failed this once; retry");
    }
    return true;
  }

  private void delay(ChatCall call) throws IOException {
    if (!lottery.hits(call, "slow", lottery.settings().slow())) {
      return;
    }
    try {
      // Ends early when the teacher is closed.
      if (closed.await(lottery.settings().slowMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the demo teacher is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void reply(HttpExchange exchange, ChatCall call) throws IOException {
    CompletionJson completion;
    try {
      completion = new CompletionJson(call, replies.reply(call));
    } catch (RuntimeException e) {
      error(exchange, 500, "server_error", "the demo teacher's rules failed: " + e);
      return;
    }
    if (!call.stream()) {
      send(exchange, 200, completion.whole());
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (String chunk : completion.chunks()) {
        out.write(("data: " + chunk + "\n\n").getBytes(StandardCharsets.UTF_8));
      }
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    ObjectNode body = MAPPER.createObjectNode();
    body.putObject("error")
        .put("message", message)
        .put("type", status < 500 ? "invalid_request_error" : "server_error")
        .put("code", code);
    send(exchange, status, body.toString());
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
