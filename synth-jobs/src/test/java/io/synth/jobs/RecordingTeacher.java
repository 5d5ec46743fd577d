package io.synth.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of both protocols that keeps each body it is sent and has another teacher, of the OpenAI
 * protocol, answer.
 */
final class RecordingTeacher implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final HttpClient client = HttpClient.newHttpClient();
  private final String answering;
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  /**
   * @param answering base URL of the teacher that answers
   */
  RecordingTeacher(String answering) throws IOException {
    this.answering = answering;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::chat);
    server.createContext("/v1/messages", this::messages);
    server.setExecutor(threads);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** All bodies that were answered, in the order of the answers. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Answers so many calls more, and 401 to all later ones. */
  void refuseAfter(int calls) {
    left.set(calls);
  }

  private void chat(HttpExchange exchange) throws IOException {
    String body = read(exchange);
    if (left.getAndDecrement() <= 0) {
      send(exchange, 401, "{\"error\":{\"message\":\"the key was taken back\"}}");
      return;
    }
    reply(exchange, body, ask(body));
  }

  private void messages(HttpExchange exchange) throws IOException {
    String body = read(exchange);
    HttpResponse<String> answer = ask(openAi(JSON.readTree(body)).toString());
    if (answer.statusCode() != 200) {
      reply(exchange, body, answer);
      return;
    }
    send(exchange, 200, anthropic(JSON.readTree(body), JSON.readTree(answer.body())).toString());
    bodies.add(body);
  }

  private static String read(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private HttpResponse<String> ask(String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(answering + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void reply(HttpExchange exchange, String body, HttpResponse<String> answer)
      throws IOException {
    if (answer.statusCode() == 200) {
      bodies.add(body);
    } else {
      exchange.getResponseHeaders().set("retry-after-ms", "1");
    }
    send(exchange, answer.statusCode(), answer.body());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** A request of the Messages API as chat completion. */
  private static ObjectNode openAi(JsonNode request) {
    ObjectNode chat = JSON.createObjectNode().put("model", request.path("model").asText());
    ArrayNode messages = chat.putArray("messages");
    for (JsonNode block : request.path("system")) {
      messages.addObject().put("role", "system").put("content", block.path("text").asText());
    }
    request.path("messages").forEach(turn -> turn(turn, messages));
    JsonNode choice = request.path("tool_choice");
    if (choice.path("type").asText().equals("tool")) {
      ObjectNode format = chat.putObject("response_format").put("type", "json_schema");
      format.putObject("json_schema").put("name", choice.path("name").asText());
    } else {
      for (JsonNode tool : request.path("tools")) {
        chat.withArray("tools")
            .addObject()
            .put("type", "function")
            .putObject("function")
            .put("name", tool.path("name").asText());
      }
      if (choice.path("type").asText().equals("none")) {
        chat.put("tool_choice", "none");
      }
    }
    return chat.put("max_tokens", request.path("max_tokens").asInt());
  }

  private static void turn(JsonNode turn, ArrayNode messages) {
    if (turn.path("role").asText().equals("user")) {
      for (JsonNode block : turn.path("content")) {
        if (block.path("type").asText().equals("tool_result")) {
          messages
              .addObject()
              .put("role", "tool")
              .put("tool_call_id", block.path("tool_use_id").asText())
              .put("content", block.path("content").asText());
        } else {
          messages.addObject().put("role", "user").put("content", block.path("text").asText());
        }
      }
      return;
    }
    ObjectNode message = messages.addObject().put("role", "assistant").put("content", "");
    for (JsonNode block : turn.path("content")) {
      if (block.path("type").asText().equals("tool_use")) {
        ObjectNode call = message.withArray("tool_calls").addObject();
        call.put("id", block.path("id").asText()).put("type", "function");
        call.putObject("function")
            .put("name", block.path("name").asText())
            .put("arguments", block.path("input").toString());
      } else {
        message.put("content", message.path("content").asText() + block.path("text").asText());
      }
    }
  }

  /** A chat completion as reply of the Messages API. */
  private static ObjectNode anthropic(JsonNode request, JsonNode completion) {
    ObjectNode reply = JSON.createObjectNode().put("type", "message").put("model", "demo");
    ArrayNode content = reply.putArray("content");
    JsonNode message = completion.path("choices").path(0).path("message");
    String text = message.path("content").asText("");
    JsonNode choice = request.path("tool_choice");
    if (choice.path("type").asText().equals("tool") && isObject(text)) {
      tool(content, "structured", choice.path("name").asText(), text);
    } else if (!text.isEmpty()) {
      content.addObject().put("type", "text").put("text", text);
    }
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      String arguments = function.path("arguments").asText();
      tool(
          content,
          call.path("id").asText(),
          function.path("name").asText(),
          isObject(arguments) ? arguments : "{}");
    }
    String finish = completion.path("choices").path(0).path("finish_reason").asText();
    reply.put("stop_reason", finish.equals("length") ? "max_tokens" : "end_turn");
    reply.putObject("usage").put("input_tokens", 10).put("output_tokens", 1);
    return reply;
  }

  private static void tool(ArrayNode content, String id, String name, String input) {
    ObjectNode block = content.addObject().put("type", "tool_use").put("id", id).put("name", name);
    try {
      block.set("input", JSON.readTree(input));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isObject(String text) {
    try {
      return JSON.readTree(text).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
