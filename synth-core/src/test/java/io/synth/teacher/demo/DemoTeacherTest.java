package io.synth.teacher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoTeacherTest {
  private final DemoTeacher teacher = DemoTeacher.start(DemoSettings.faultless());
  private final DemoClient client = new DemoClient(teacher);

  @AfterEach
  void close() {
    teacher.close();
  }

  private static ObjectNode question() {
    return DemoClient.withTools(
        DemoClient.body("Research.", "Who designed the Larkspur Aqueduct?"));
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(teacher.address()).matches("http://127\\.0\\.0\\.1:\\d+/v1");
  }

  @Test
  void listsItsModel() {
    JsonNode models = client.get("/models").json();

    assertThat(models.path("data").path(0).path("id").asText()).isEqualTo("demo");
  }

  @Test
  void callsAToolWithAThought() {
    JsonNode choice = client.chat(question()).json().path("choices").path(0);

    assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(choice.path("message").path("content").isNull()).isTrue();
    assertThat(choice.path("message").path("reasoning_content").asText()).contains("Larkspur");
    JsonNode call = choice.path("message").path("tool_calls").path(0);
    assertThat(call.path("id").asText()).matches("[0-9a-z]{9}");
    assertThat(call.path("function").path("name").asText()).isEqualTo("batch_search");
    assertThat(call.path("function").path("arguments").asText())
        .isEqualTo("{\"queries\":[\"Larkspur Aqueduct\"]}");
  }

  @Test
  void givesEqualRepliesToEqualRequests() {
    assertThat(client.chat(question()).body()).isEqualTo(client.chat(question()).body());
  }

  @Test
  void countsTokensAndWhatAPrefixCacheWouldHold() {
    ObjectNode body = question();
    JsonNode first = client.chat(body).json();
    JsonNode usage = first.path("usage");
    body.withArray("messages").add(first.path("choices").path(0).path("message"));
    body.withArray("messages").addObject().put("role", "user").put("content", "Go on.");
    JsonNode second = client.chat(body).json().path("usage");

    assertThat(usage.path("prompt_tokens_details").path("cached_tokens").asInt()).isZero();
    assertThat(usage.path("completion_tokens").asInt()).isPositive();
    assertThat(second.path("prompt_tokens_details").path("cached_tokens").asInt())
        .isEqualTo(usage.path("prompt_tokens").asInt());
    assertThat(second.path("total_tokens").asInt())
        .isEqualTo(second.path("prompt_tokens").asInt() + second.path("completion_tokens").asInt());
  }

  @Test
  void streamsTheSameReplyInPieces() {
    JsonNode whole = client.chat(question()).message();
    ObjectNode streamed = question().put("stream", true);
    streamed.putObject("stream_options").put("include_usage", true);
    DemoClient.Answer answer = client.chat(streamed);

    List<JsonNode> chunks = chunks(answer.body());
    assertThat(answer.contentType()).startsWith("text/event-stream");
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
    assertThat(joined(chunks, "reasoning_content"))
        .isEqualTo(whole.path("reasoning_content").asText());
    StringBuilder arguments = new StringBuilder();
    for (JsonNode chunk : chunks) {
      JsonNode call = chunk.path("choices").path(0).path("delta").path("tool_calls").path(0);
      arguments.append(call.path("function").path("arguments").asText(""));
    }
    assertThat(arguments)
        .hasToString(whole.path("tool_calls").path(0).path("function").path("arguments").asText());
    JsonNode last = chunks.get(chunks.size() - 1);
    assertThat(last.path("choices")).isEmpty();
    assertThat(last.path("usage").path("prompt_tokens").asInt()).isPositive();
  }

  private static List<JsonNode> chunks(String body) {
    List<JsonNode> chunks = new ArrayList<>();
    for (String line : body.lines().toList()) {
      if (line.startsWith("data: {")) {
        chunks.add(Json.read(line.substring(6)).orElseThrow());
      }
    }
    return chunks;
  }

  private static String joined(List<JsonNode> chunks, String field) {
    StringBuilder text = new StringBuilder();
    chunks.forEach(
        c -> text.append(c.path("choices").path(0).path("delta").path(field).asText("")));
    return text.toString();
  }

  @Test
  void streamsUsageOnlyWhenAsked() {
    DemoClient.Answer answer = client.chat(question().put("stream", true));

    assertThat(chunks(answer.body())).noneMatch(c -> c.has("usage"));
  }

  @Test
  void cutsAtTheTokenLimit() {
    ObjectNode body = DemoClient.body("Help.", "What do you know?").put("max_tokens", 5);
    JsonNode choice = client.chat(body).json().path("choices").path(0);

    assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
    assertThat(TokenEstimate.of(choice.path("message").path("content").asText()))
        .isLessThanOrEqualTo(5);
  }

  @Test
  void endsAtAStopString() {
    ObjectNode body = DemoClient.body("Help.", "What do you know?");
    body.putArray("stop").add("teacher");

    assertThat(client.chat(body).content()).isEqualTo("I am the demo ");
  }

  @Test
  void saysHonestlyWhatItHasNoRuleFor() {
    String english = client.chat(DemoClient.body("Help.", "Sing me a song.")).content();
    String chinese = client.chat(DemoClient.body("请帮忙。", "请唱一首歌。")).content();

    assertThat(english).contains("I have no rule for this request");
    assertThat(chinese).contains("没有处理这个请求的规则");
  }

  @Test
  void answersFromMaterialInThePrompt() {
    String material =
        "The bakery opened in 1901. Its oven burns beech wood and is heated for nine hours. Rain fell"
            + " on the first day. Bread was sold at the door. The street was paved later by the town.";
    String reply =
        client
            .chat(
                DemoClient.body(
                    "Answer in <answer> tags.", "What does the oven burn?\n\n" + material))
            .content();

    assertThat(reply).startsWith("<answer>").contains("Its oven burns beech wood");
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertError(
        client.post("/chat/completions", "{\"messages\": ["),
        400,
        "the body is not valid JSON at line 1");
    assertError(client.post("/chat/completions", "[]"), 400, "the body must be a JSON object");
    assertError(
        client.post("/chat/completions", "{\"messages\": []}"),
        400,
        "'messages' must be a list of at least one message");
    assertError(
        client.post("/chat/completions", "{\"messages\": [{\"role\": \"king\"}]}"),
        400,
        "'messages[0].role' is 'king', not system, user, assistant or tool");
    assertError(
        client.post("/completions", "{}"),
        404,
        "there is no /v1/completions; try /v1/chat/completions");
    assertError(client.get("/chat/completions"), 405, "use POST for /v1/chat/completions");
  }

  private static void assertError(DemoClient.Answer answer, int status, String message) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("error").path("message").asText()).isEqualTo(message);
  }

  @Test
  void refusesAPromptBeyondItsContext() {
    DemoSettings small = DemoSettings.faultless().toBuilder().contextTokens(20).build();
    try (DemoTeacher forgetful = DemoTeacher.start(small)) {
      DemoClient.Answer answer =
          new DemoClient(forgetful).chat(DemoClient.body("Help.", "word ".repeat(40)));

      assertError(
          answer, 400, "the prompt has 60 tokens; this model's maximum context length is 20");
      assertThat(answer.json().path("error").path("code").asText())
          .isEqualTo("context_length_exceeded");
    }
  }
}
