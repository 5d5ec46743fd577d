package io.synth.teacher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.corpus.SourceId;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final int TURNS = 16;

  private static JsonNode findings(String prompt) {
    World world = World.larkspur();
    try (DemoTeacher teacher = DemoTeacher.start(DemoSettings.faultless())) {
      DemoClient client = new DemoClient(teacher);
      ObjectNode body = DemoClient.body("Verify.", "## Extract\n\nTake the points.\n\n" + prompt);
      ask(client, body, "verify_extract");
      say(body, "## Plan\n\nPlan the checks.");
      ask(client, body, "verify_plan");
      say(body, "## Verify\n\nUse the tools.");
      body.remove("response_format");
      DemoClient.withTools(body);
      String summary = world.converse(client, body, TURNS);
      assertThat(summary).startsWith("1. ");
      body.remove("tools");
      say(body, "## Replan\n\nDoes it suffice?");
      ask(client, body, "verify_replan");
      say(body, "## Report\n\nConclude.");
      return ask(client, body, "verify_report").path("findings");
    }
  }

  private static JsonNode ask(DemoClient client, ObjectNode body, String schema) {
    DemoClient.withSchema(body, schema);
    String content = client.chat(body).content();
    JsonNode reply = Json.read(content).orElseThrow();
    assertThat(SchemaCheck.problems(schema, reply)).isEmpty();
    body.withArray("messages").addObject().put("role", "assistant").put("content", content);
    return reply;
  }

  private static void say(ObjectNode body, String text) {
    body.withArray("messages").addObject().put("role", "user").put("content", text);
  }

  @Test
  void judgesEachPointByTheBestSource() {
    JsonNode findings =
        findings(
            """
            Paragraph:
            The Larkspur Aqueduct was designed by Mirabel Oakhurst and opened in 1889. It was painted green.

            Points:
            1. The Larkspur Aqueduct was designed by Mirabel Oakhurst.
            2. The Larkspur Aqueduct was opened in 1889.
            3. The Larkspur Aqueduct was painted green by volunteers.
            """);

    assertThat(findings)
        .extracting(f -> f.path("verdict").asText())
        .containsExactly("support", "refute", "doubtful");
    assertThat(findings.path(1).path("citations").path(0).asText())
        .isEqualTo(SourceId.of("https://works.example/aqueduct"));
    assertThat(findings.path(2).path("citations")).isEmpty();
  }

  @Test
  void judgesChinesePointsToo() {
    JsonNode findings =
        findings(
            """
            文字：
            听雪灯塔由沈渡之设计，1919年启用，塔里养着三只猫。

            要点：
            1. 听雪灯塔由沈渡之设计。
            2. 听雪灯塔启用于1919年。
            3. 灯塔里养着三只猫。
            """);

    assertThat(findings)
        .extracting(f -> f.path("verdict").asText())
        .containsExactly("support", "refute", "doubtful");
  }

  @Test
  void extractsSentencesWhereNoPointsAreGiven() {
    try (DemoTeacher teacher = DemoTeacher.start(DemoSettings.faultless())) {
      ObjectNode body =
          DemoClient.body(
              "Verify.", "## Extract\n\nTake the points.\n\nThe sky fell in 1700. Nobody saw it.");
      JsonNode reply = ask(new DemoClient(teacher), body, "verify_extract");

      assertThat(reply.path("points"))
          .extracting(JsonNode::asText)
          .contains("The sky fell in 1700.", "Nobody saw it.");
    }
  }
}
