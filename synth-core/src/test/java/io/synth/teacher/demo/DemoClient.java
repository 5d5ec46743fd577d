package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.schema.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Speaks to a demo teacher over real HTTP. */
final class DemoClient {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final OkHttpClient HTTP = new OkHttpClient();

  /** What came back. */
  record Answer(int status, String body, String retryAfter, String contentType) {
    JsonNode json() {
      return Json.read(body).orElseThrow(() -> new AssertionError("not JSON: " + body));
    }

    JsonNode message() {
      return json().path("choices").path(0).path("message");
    }

    String content() {
      return message().path("content").asText("");
    }
  }

  private final String address;

  DemoClient(DemoTeacher teacher) {
    this.address = teacher.address();
  }

  Answer get(String path) {
    return send(new Request.Builder().url(address + path).build());
  }

  Answer post(String path, String body) {
    return send(
        new Request.Builder().url(address + path).post(RequestBody.create(body, JSON)).build());
  }

  Answer chat(ObjectNode body) {
    return post("/chat/completions", body.toString());
  }

  private static Answer send(Request request) {
    try (Response response = HTTP.newCall(request).execute()) {
      return new Answer(
          response.code(),
          response.body().string(),
          String.valueOf(response.header("Retry-After")),
          String.valueOf(response.header("Content-Type")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode body(String system, String user) {
    ObjectNode body = Json.object();
    body.put("model", "demo");
    ArrayNode messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", system);
    messages.addObject().put("role", "user").put("content", user);
    return body;
  }

  static ObjectNode withTools(ObjectNode body) {
    ArrayNode tools = body.putArray("tools");
    for (String name : List.of("batch_search", "batch_open", "file", "todo")) {
      ObjectNode function = tools.addObject().put("type", "function").putObject("function");
      function.put("name", name).putObject("parameters").put("type", "object");
    }
    return body;
  }

  static ObjectNode withSchema(ObjectNode body, String name) {
    ObjectNode format = body.putObject("response_format").put("type", "json_schema");
    ObjectNode schema = format.putObject("json_schema").put("name", name);
    schema.set("schema", Json.read(Schemas.json("reply/" + name)).orElseThrow());
    return body;
  }
}
