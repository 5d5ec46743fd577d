package io.synth.teacher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.schema.Schemas;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuredRepliesTest {
  private final DemoTeacher teacher = DemoTeacher.start(DemoSettings.faultless());
  private final DemoClient client = new DemoClient(teacher);

  @AfterEach
  void close() {
    teacher.close();
  }

  private JsonNode ask(String schema, String... sections) {
    ObjectNode body = DemoClient.withSchema(DemoClient.body("Reply.", sections(sections)), schema);
    JsonNode reply = Json.read(client.chat(body).content()).orElseThrow();
    assertThat(SchemaCheck.problems(schema, reply)).isEmpty();
    return reply;
  }

  private static String sections(String... parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.length; i += 2) {
      String name = parts[i];
      text.append("<")
          .append(name)
          .append(">\n")
          .append(parts[i + 1].strip())
          .append("\n</")
          .append(name)
          .append(">\n\n");
    }
    return text.toString();
  }

  @Test
  void writesTasksWithoutResults() {
    JsonNode english =
        ask(
            "plan_task",
            "language",
            "en",
            "title",
            "Aqueducts of the North: A Review",
            "abstract",
            "This review compares the aqueducts of the northern valleys. It describes how they were surveyed and built. Leakage fell by 37.5 % after 1990. Finally it asks which should be kept.");
    JsonNode chinese =
        ask(
            "plan_task",
            "language",
            "zh",
            "title",
            "北方渡槽综述",
            "abstract",
            "本文比较北方山谷的渡槽。首先梳理它们的勘测与修建过程。1990年后渗漏下降37.5%。最后讨论哪些应当保留。");

    assertThat(english.toString()).contains("Aqueducts of the North").doesNotContain("37.5");
    assertThat(english.path("plan").size()).isGreaterThanOrEqualTo(3);
    assertThat(chinese.path("query").asText()).contains("北方渡槽综述");
    assertThat(chinese.toString()).doesNotContain("37.5");
  }

  @Test
  void turnsOutlinesIntoReportTasks() {
    JsonNode reply =
        ask(
            "report_task",
            "language",
            "en",
            "title",
            "Aqueducts",
            "abstract",
            "On aqueducts.",
            "outline",
            "1. Water before 1850\n2. The builders\nReferences");

    assertThat(reply.path("plan"))
        .extracting(JsonNode::asText)
        .containsExactly("Water before 1850", "The builders");
    assertThat(reply.path("query").asText()).contains("\"Aqueducts\"");
  }

  @Test
  void findsThePassageThatConfirmsATriple() {
    JsonNode reply =
        ask(
            "triple_evidence",
            "language",
            "en",
            "triples",
            "1. Larkspur Aqueduct | designed by | Mirabel Oakhurst\n2. Larkspur Aqueduct | opened in | 1884\n3. River Tane | flows into | Red Lake",
            "passages",
            "[1] River Tane: The River Tane is long.\n[2] Larkspur Aqueduct: The designer of the Larkspur Aqueduct is Mirabel Oakhurst.\n[3] Larkspur Aqueduct: It was opened in 1884.");

    assertThat(reply.path("items"))
        .extracting(i -> i.path("passage").asInt())
        .containsExactly(2, 3, 0);
    assertThat(reply.path("items"))
        .extracting(i -> i.path("supported").asBoolean())
        .containsExactly(true, true, false);
  }

  @Test
  void asksAlongAChainWithoutNamingWhatLiesBetween() {
    JsonNode english =
        ask(
            "graph_question",
            "language",
            "en",
            "chain",
            "1. Larkspur Aqueduct | designed by | Mirabel Oakhurst\n2. Mirabel Oakhurst | born in | Port Ellery",
            "answer",
            "Port Ellery",
            "passages",
            "[1] Larkspur Aqueduct: The Larkspur Aqueduct is a stone water bridge of thirty-one arches above the town of Sedgewick.");
    JsonNode chinese =
        ask(
            "graph_question",
            "language",
            "zh",
            "chain",
            "1. 听雪灯塔 | 设计者 | 沈渡之\n2. 沈渡之 | 出生地 | 云栖城",
            "answer",
            "云栖城",
            "passages",
            "[1] 听雪灯塔: 听雪灯塔位于白鹿岛，由沈渡之设计。");

    assertThat(english.path("question").asText())
        .isEqualTo(
            "What is the birthplace of the designer of the stone water bridge of thirty-one arches above the town of Sedgewick?");
    assertThat(english.path("triples")).extracting(JsonNode::asInt).containsExactly(1, 2);
    assertThat(chinese.path("question").asText()).isEqualTo("听雪灯塔的设计者的出生地是什么？");
    assertThat(chinese.path("answer").asText()).isEqualTo("云栖城");
  }

  @Test
  void walksAChainBackwardsToo() {
    JsonNode reply =
        ask(
            "graph_question",
            "language",
            "en",
            "chain",
            "1. Larkspur Aqueduct | designed by | Mirabel Oakhurst\n2. Larkspur Aqueduct | opened in | 1884",
            "answer",
            "1884",
            "passages",
            "[1] Larkspur Aqueduct: The Larkspur Aqueduct is a water bridge.");

    assertThat(reply.path("question").asText())
        .isEqualTo("In which year was the water bridge designed by Mirabel Oakhurst opened?");
  }

  @Test
  void takesFactsWithTheirQuotesFromAPage() {
    JsonNode reply =
        ask(
            "walk_step",
            "language",
            "en",
            "page",
            "Larkspur Aqueduct\nhttps://works.example/aqueduct\n- Designed by: [Mirabel Oakhurst](https://people.example/oakhurst)\n\nThe Larkspur Aqueduct crosses the [River Tane](https://atlas.example/tane). The founder of the Sedgewick Institute is Osric Vale.",
            "visited",
            "https://works.example/aqueduct",
            "links",
            "[Mirabel Oakhurst](https://people.example/oakhurst)\n[River Tane](https://atlas.example/tane)",
            "steps_left",
            "3");

    assertThat(reply.path("facts"))
        .extracting(f -> f.path("relation").asText() + " | " + f.path("object").asText())
        .containsExactlyInAnyOrder("designed by | Mirabel Oakhurst", "crosses | River Tane");
    assertThat(reply.path("facts"))
        .extracting(f -> f.path("quote").asText())
        .contains("The Larkspur Aqueduct crosses the [River Tane](https://atlas.example/tane).");
    assertThat(reply.path("next").asText()).isEqualTo("https://people.example/oakhurst");
  }

  @Test
  void endsAWalkWithoutStepsLeft() {
    JsonNode reply =
        ask(
            "walk_step",
            "language",
            "zh",
            "page",
            "听雪灯塔\nhttps://zh.example/dengta\n听雪灯塔由[沈渡之](https://zh.example/shen)设计。",
            "visited",
            "",
            "links",
            "[沈渡之](https://zh.example/shen)",
            "steps_left",
            "0");

    assertThat(reply.path("next").asText()).isEmpty();
    assertThat(reply.path("facts").path(0).path("relation").asText()).isEqualTo("设计者");
  }

  @Test
  void joinsFactsOfAWalkIntoAQuestion() {
    JsonNode reply =
        ask(
            "walk_question",
            "language",
            "en",
            "facts",
            "1. River Tane | flows into | Ellery Sound | https://a.example\n2. Larkspur Aqueduct | crosses | River Tane | https://b.example");

    assertThat(reply.path("question").asText())
        .isEqualTo("What is the mouth of the body of water that Larkspur Aqueduct crosses?");
    assertThat(reply.path("answer").asText()).isEqualTo("Ellery Sound");
    assertThat(reply.path("facts")).extracting(JsonNode::asInt).containsExactly(2, 1);
  }

  @Test
  void assessesItsOwnRolesTheSameOnASecondAsk() {
    String question = "How were the aqueducts financed, and who maintained them?";
    JsonNode first = ask("rubric", "language", "en", "question", question);
    StringBuilder criteria = new StringBuilder();
    int number = 1;
    for (JsonNode item : first.path("items")) {
      criteria.append(number++).append(". ").append(item.path("criterion").asText()).append('\n');
    }
    JsonNode second =
        ask("rubric", "language", "en", "question", question, "criteria", criteria.toString());

    assertThat(second.path("items"))
        .extracting(i -> i.path("criterion").asText() + i.path("role").asText())
        .isEqualTo(
            first.path("items").findValuesAsText("criterion").stream()
                .map(c -> c + role(first, c))
                .toList());
  }

  private static String role(JsonNode rubric, String criterion) {
    for (JsonNode item : rubric.path("items")) {
      if (item.path("criterion").asText().equals(criterion)) {
        return item.path("role").asText();
      }
    }
    throw new AssertionError(criterion);
  }

  @Test
  void comparesAnswersByMeaning() {
    assertThat(equivalent("240 MW", "240 megawatts")).isTrue();
    assertThat(equivalent("240 MW", "180 MW")).isFalse();
    assertThat(equivalent("1884", "It opened in 1884.")).isTrue();
    assertThat(equivalent("thirty-seven", "37")).isTrue();
    assertThat(equivalent("Mirabel Oakhurst", "Oakhurst\n\nShe drew it. \\cite{web_00000000}"))
        .isTrue();
    assertThat(equivalent("Mirabel Oakhurst", "Osric Vale\n\nnot Mirabel Oakhurst")).isFalse();
    assertThat(equivalent("三十八", "３８")).isTrue();
    assertThat(equivalent("38兆瓦", "38 MW")).isTrue();
    assertThat(equivalent("云栖城", "云栖城（沿海）")).isTrue();
    assertThat(equivalent("云栖城", "白鹿岛")).isFalse();
  }

  private boolean equivalent(String expected, String answer) {
    return ask(
            "answer_judgement",
            "language",
            "en",
            "question",
            "?",
            "expected",
            expected,
            "answer",
            answer)
        .path("equivalent")
        .asBoolean();
  }

  @Test
  void judgesSupportByTermsAndNumbers() {
    JsonNode reply =
        ask(
            "support_judgement",
            "language",
            "en",
            "items",
            "1. The Larkspur Aqueduct opened in 1884.\n2. The Larkspur Aqueduct opened in 1889.\n3. Herons nest in Norway.",
            "passages",
            """
            <passage item="1" source="web_00000001">The Larkspur Aqueduct was opened in 1884.</passage>
            <passage item="2" source="web_00000001">The Larkspur Aqueduct was opened in 1884.</passage>
            <passage item="3" source="web_00000001">The Larkspur Aqueduct was opened in 1884.</passage>
            """);

    assertThat(reply.path("items"))
        .extracting(i -> i.path("verdict").asText())
        .containsExactly("full", "partial", "none");
    assertThat(reply.path("items").path(1).path("reason").asText())
        .isEqualTo("The passages do not give 1889.");
  }

  @ParameterizedTest
  @CsvSource({
    "The answer is therefore 1884., full",
    "The answer is therefore 1885., none",
    "The answer is therefore Norway., none",
    "因此答案是1884。, full",
    "因此答案是挪威。, none"
  })
  void judgesTheResultAsTheAnswerToTheQuestion(String sentence, String verdict) {
    assertThat(support("When was the Larkspur Aqueduct opened?", sentence)).isEqualTo(verdict);
  }

  @Test
  void judgesTheResultOfAnotherQuestionAsUnsupported() {
    assertThat(
            support("When did the first herons nest in Norway?", "The answer is therefore 1884."))
        .isEqualTo("none");
  }

  private String support(String question, String sentence) {
    return ask(
            "support_judgement",
            "language",
            "en",
            "question",
            question,
            "items",
            "1. " + sentence,
            "passages",
            "<passage item=\"1\" source=\"web_00000001\">The Larkspur Aqueduct was opened in 1884.</passage>")
        .path("items")
        .path(0)
        .path("verdict")
        .asText();
  }

  @Test
  void judgesWhichStepsWereFollowed() {
    JsonNode reply =
        ask(
            "plan_judgement",
            "language",
            "zh",
            "plan",
            "1. 查明听雪灯塔的设计者\n2. 比较各国渔业配额",
            "transcript",
            "1: batch_search 听雪灯塔 设计者\n最终答案：听雪灯塔由沈渡之设计。");

    assertThat(reply.path("items"))
        .extracting(i -> i.path("followed").asBoolean())
        .containsExactly(true, false);
  }

  @Test
  void knowsASchemaThatWasPutIntoThePrompt() {
    String prompt =
        sections("language", "en", "question", "Why do herons stand on one leg?")
            + "\nReply with JSON of this schema:\n"
            + Schemas.json("reply/rubric");
    String reply = client.chat(DemoClient.body("Write.", prompt)).content();

    assertThat(SchemaCheck.problems("rubric", Json.read(reply).orElseThrow())).isEmpty();
  }
}
