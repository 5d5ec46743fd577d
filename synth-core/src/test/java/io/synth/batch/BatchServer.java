package io.synth.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback with the batch interfaces of OpenAI (under {@code /v1}) and Anthropic (under
 * {@code /a/v1}). Batches end when they have been looked at often enough. It counts what it
 * answered, so that what is paid for twice is seen, and fails as it is told to. Thread-safe.
 */
public final class BatchServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPIRED = "expired";

  /** Answers a request of a batch. */
  @FunctionalInterface
  public interface Answers {
    /**
     * A reply.
     *
     * @param id of the request
     * @param body of the request
     * @param before how often this request was in a batch before
     */
    Answer of(String id, JsonNode body, int before) throws IOException;
  }

  /** A status, 0 for a request that expires, and a body. */
  public record Answer(int status, String body) {}

  /** What a server does instead of answering an operation, or after having done it. */
  public record Trouble(String operation, int status, boolean done) {}

  private final HttpServer server;
  private final Answers answers;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, Batch> batches = new LinkedHashMap<>();
  private final Map<String, Integer> answered = new TreeMap<>();
  private final Map<String, Integer> seen = new TreeMap<>();
  private final Deque<Trouble> troubles = new ArrayDeque<>();
  private final List<String> operations = new ArrayList<>();
  private @Nullable Answers chats;
  private int looks = 2;
  private int most = Integer.MAX_VALUE;
  private int next;

  private static final class Batch {
    private final String id;
    private final JsonNode metadata;
    private final Map<String, JsonNode> requests = new LinkedHashMap<>();
    private int looks;
    private int expired;
    private String output = "";
    private String errors = "";
    private String refused = "";

    private Batch(String id, JsonNode metadata) {
      this.id = id;
      this.metadata = metadata;
    }
  }

  public BatchServer(Answers answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Base URL of OpenAI's interface. */
  public String openAi() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Base URL of Anthropic's. */
  public String anthropic() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/a/v1";
  }

  /** Answers calls by themselves as well; they are not counted. */
  public synchronized void setChats(Answers chat) {
    chats = chat;
  }

  /** Looks that a batch takes. */
  public synchronized void setLooks(int number) {
    looks = number;
  }

  /** Requests that a batch may have before it is refused. */
  public synchronized void setMost(int requests) {
    most = requests;
  }

  public synchronized void trouble(Trouble trouble) {
    troubles.add(trouble);
  }

  public synchronized void endTroubles() {
    troubles.clear();
  }

  /** How often each request was answered, by its id. */
  public synchronized Map<String, Integer> answered() {
    return new TreeMap<>(answered);
  }

  /** Numbers of requests of all batches, in the order of their creation. */
  public synchronized List<Integer> sizes() {
    return batches.values().stream().map(batch -> batch.requests.size()).toList();
  }

  /** What was done, e.g. {@code create}. */
  public synchronized List<String> operations() {
    return List.copyOf(operations);
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean anthropic = path.startsWith("/a/");
      String rest = path.replaceFirst("^/(a/)?v1/(messages/)?", "");
      String method = exchange.getRequestMethod();
      String operation = operation(method, rest);
      Trouble trouble = troubles.peek();
      boolean troubled = trouble != null && trouble.operation().equals(operation);
      if (troubled) {
        troubles.remove();
      }
      if (troubled && !trouble.done()) {
        send(exchange, trouble.status(), "{\"error\":{\"message\":\"trouble\"}}".getBytes(UTF_8));
        return;
      }
      operations.add(operation);
      byte @Nullable [] reply =
          switch (operation) {
            case "upload" -> upload(body);
            case "create" -> anthropic ? createAnthropic(body) : createOpenAi(body);
            case "list" -> list(exchange.getRequestURI().getQuery(), anthropic);
            case "look" -> look(rest.replaceFirst("^batches/", ""), anthropic);
            case "results" -> results(rest);
            case "chat" -> chat(body);
            default -> null;
          };
      if (troubled) {
        // It is done, and the client does not hear of it.
        return;
      }
      send(exchange, reply == null ? 404 : 200, reply == null ? new byte[0] : reply);
    }
  }

  private static String operation(String method, String rest) {
    if (rest.equals("chat/completions")) {
      return "chat";
    }
    if (rest.equals("files")) {
      return "upload";
    }
    if (rest.equals("batches")) {
      return method.equals("POST") ? "create" : "list";
    }
    if (rest.endsWith("/content") || rest.endsWith("/results")) {
      return "results";
    }
    return rest.startsWith("batches/") ? "look" : "unknown";
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private byte @Nullable [] chat(byte[] body) throws IOException {
    Answers chat = chats;
    return chat == null ? null : chat.of("", JSON.readTree(body), 0).body().getBytes(UTF_8);
  }

  private byte[] upload(byte[] body) throws IOException {
    String text = new String(body, UTF_8);
    int from = text.indexOf("\r\n\r\n", text.indexOf("name=\"file\"")) + 4;
    int to = text.lastIndexOf("\r\n--");
    String id = "file-" + ++next;
    files.put(id, text.substring(from, to).getBytes(UTF_8));
    return JSON.writeValueAsBytes(JSON.createObjectNode().put("id", id));
  }

  private byte[] createOpenAi(byte[] body) throws IOException {
    JsonNode wanted = JSON.readTree(body);
    Batch batch = new Batch("batch_" + ++next, wanted.path("metadata"));
    byte[] lines = files.get(wanted.path("input_file_id").asText());
    for (String line : new String(lines, UTF_8).lines().toList()) {
      JsonNode request = JSON.readTree(line);
      if (!request.path("url").asText().equals(wanted.path("endpoint").asText())) {
        throw new IOException("another endpoint");
      }
      batch.requests.put(request.path("custom_id").asText(), request.path("body"));
    }
    batches.put(batch.id, batch);
    if (batch.requests.size() > most) {
      batch.refused = "too_many_requests";
    } else {
      answer(batch, false);
    }
    return openAi(batch);
  }

  private byte[] createAnthropic(byte[] body) throws IOException {
    Batch batch = new Batch("msgbatch_" + ++next, JSON.createObjectNode());
    for (JsonNode request : JSON.readTree(body).path("requests")) {
      batch.requests.put(request.path("custom_id").asText(), request.path("params"));
    }
    batches.put(batch.id, batch);
    answer(batch, true);
    return anthropic(batch);
  }

  /** Answers all of it in a wild order, with a line twice and one that nobody knows. */
  private void answer(Batch batch, boolean anthropic) throws IOException {
    List<String> output = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> request : batch.requests.entrySet()) {
      String id = request.getKey();
      int before = seen.merge(id, 1, Integer::sum) - 1;
      Answer answer = answers.of(id, request.getValue(), before);
      if (answer.status() == 200) {
        answered.merge(id, 1, Integer::sum);
      }
      batch.expired += answer.status() == 0 ? 1 : 0;
      String line = anthropic ? anthropicLine(id, answer) : openAiLine(id, answer);
      (answer.status() == 0 ? errors : output).add(line);
    }
    if (!output.isEmpty()) {
      output.add(output.get(0));
    }
    output.add(
        anthropic
            ? anthropicLine("nobody", new Answer(200, "{}"))
            : openAiLine("nobody", new Answer(200, "{}")));
    Collections.shuffle(output, new Random(7));
    batch.output = store(output);
    batch.errors = errors.isEmpty() ? "" : store(errors);
    if (anthropic) {
      List<String> all = new ArrayList<>(output);
      all.addAll(errors);
      batch.output = store(all);
    }
  }

  private String store(List<String> lines) {
    String id = "file-" + ++next;
    files.put(id, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    return id;
  }

  private static String openAiLine(String id, Answer answer) throws IOException {
    ObjectNode line = JSON.createObjectNode().put("id", "r").put("custom_id", id);
    if (answer.status() == 0) {
      line.putNull("response").putObject("error").put("code", "batch_expired");
    } else {
      line.putNull("error")
          .putObject("response")
          .put("status_code", answer.status())
          .set("body", JSON.readTree(answer.body()));
    }
    return line.toString();
  }

  private static String anthropicLine(String id, Answer answer) throws IOException {
    ObjectNode line = JSON.createObjectNode().put("custom_id", id);
    ObjectNode result = line.putObject("result");
    if (answer.status() == 0) {
      result.put("type", EXPIRED);
    } else if (answer.status() == 200) {
      result.put("type", "succeeded").set("message", JSON.readTree(answer.body()));
    } else {
      result
          .put("type", "errored")
          .putObject("error")
          .put("type", "error")
          .putObject("error")
          .put("type", answer.status() == 400 ? "invalid_request_error" : "api_error")
          .put("message", answer.body());
    }
    return line.toString();
  }

  private byte @Nullable [] look(String id, boolean anthropic) throws IOException {
    Batch batch = batches.get(id);
    if (batch == null) {
      return null;
    }
    batch.looks++;
    return anthropic ? anthropic(batch) : openAi(batch);
  }

  private byte @Nullable [] results(String rest) {
    String id = rest.replaceFirst("^(files|batches)/", "").replaceFirst("/.*", "");
    Batch batch = batches.get(id);
    return files.get(batch == null ? id : batch.output);
  }

  private byte[] list(String query, boolean anthropic) throws IOException {
    List<Batch> newest = new ArrayList<>(batches.values());
    newest.removeIf(batch -> batch.id.startsWith("msgbatch") != anthropic);
    Collections.reverse(newest);
    String after = query.replaceFirst(".*after(_id)?=", "");
    int from = 0;
    for (int i = 0; i < newest.size(); i++) {
      from = newest.get(i).id.equals(after) ? i + 1 : from;
    }
    ObjectNode page = JSON.createObjectNode();
    ArrayNode data = page.putArray("data");
    // Pages of one, so that they are turned.
    if (from < newest.size()) {
      Batch batch = newest.get(from);
      data.add(JSON.readTree(anthropic ? anthropic(batch) : openAi(batch)));
      page.put("last_id", batch.id);
    }
    page.put("has_more", from + 1 < newest.size());
    return JSON.writeValueAsBytes(page);
  }

  private byte[] openAi(Batch batch) throws IOException {
    boolean ended = batch.looks >= looks;
    ObjectNode told = JSON.createObjectNode().put("id", batch.id).put("object", "batch");
    told.set("metadata", batch.metadata);
    if (!batch.refused.isEmpty()) {
      told.put("status", "failed")
          .putObject("errors")
          .putArray("data")
          .addObject()
          .put("code", batch.refused)
          .put("message", "not so many");
      return JSON.writeValueAsBytes(told);
    }
    told.put("status", ended ? batch.expired > 0 ? EXPIRED : "completed" : "in_progress");
    told.putObject("request_counts")
        .put("total", batch.requests.size())
        .put("completed", ended ? batch.requests.size() - batch.expired : 0)
        .put("failed", 0);
    told.put("output_file_id", ended ? batch.output : null);
    told.put("error_file_id", ended && !batch.errors.isEmpty() ? batch.errors : null);
    return JSON.writeValueAsBytes(told);
  }

  private byte[] anthropic(Batch batch) throws IOException {
    boolean ended = batch.looks >= looks;
    ObjectNode told =
        JSON.createObjectNode()
            .put("id", batch.id)
            .put("type", "message_batch")
            .put("processing_status", ended ? "ended" : "in_progress")
            .put("created_at", "2031-05-01T12:00:00.5Z");
    int all = batch.requests.size();
    told.putObject("request_counts")
        .put("processing", ended ? 0 : all)
        .put("succeeded", ended ? all - batch.expired : 0)
        .put("errored", 0)
        .put("canceled", 0)
        .put("expired", ended ? batch.expired : 0);
    told.put("results_url", ended ? "https://elsewhere.invalid/results" : null);
    return JSON.writeValueAsBytes(told);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
