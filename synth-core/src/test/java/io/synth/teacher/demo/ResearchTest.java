package io.synth.teacher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.corpus.SourceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResearchTest {
  private static final int TURNS = 20;

  private final DemoTeacher teacher = DemoTeacher.start(DemoSettings.faultless());
  private final DemoClient client = new DemoClient(teacher);
  private final World world = World.larkspur();

  @AfterEach
  void close() {
    teacher.close();
  }

  private String answer(String question) {
    return world.converse(
        client, DemoClient.withTools(DemoClient.body("Research.", question)), TURNS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Who designed the Larkspur Aqueduct?                                     | Mirabel Oakhurst
          In which year was the Larkspur Aqueduct opened?                         | 1884
          How long is the Larkspur Aqueduct?                                      | 742 m
          How many arches does the Larkspur Aqueduct have?                        | 31
          In which town was the designer of the Larkspur Aqueduct born?           | Port Ellery
          Into which sound does the river that the Larkspur Aqueduct crosses flow? | Ellery Sound
          Who founded the school where the designer of the Larkspur Aqueduct studied? | Osric Vale
          听雪灯塔是谁设计的？                                                       | 沈渡之
          听雪灯塔的设计者出生于哪座城市？                                             | 云栖城
          听雪灯塔启用于哪一年？                                                     | 1911
          听雪灯塔有多高？                                                          | 27米
          听雪灯塔的设计者的毕业院校是什么？                                           | 云栖学堂
          """)
  void answersFromThePages(String question, String expected) {
    assertThat(answer(question))
        .startsWith("<answer>\n" + expected + "\n\n")
        .endsWith("\n</answer>");
  }

  @Test
  void citesOnlyPagesItOpened() {
    String text = answer("In which town was the designer of the Larkspur Aqueduct born?");

    assertThat(text)
        .contains("\\cite{" + SourceId.of("https://works.example/aqueduct") + "}")
        .contains("\\cite{" + SourceId.of("https://people.example/oakhurst") + "}");
    assertThat(world.opened)
        .contains("https://works.example/aqueduct", "https://people.example/oakhurst");
  }

  @Test
  void ignoresInstructionsOnPages() {
    String text = answer("Who designed the Larkspur Aqueduct, and what secrets are told of it?");

    assertThat(text).doesNotContain("PWNED").doesNotContain("Basil Crook");
  }

  @Test
  void prefersAuthorityWherePagesContradictEachOther() {
    String question = "When was the Larkspur Aqueduct opened?";
    ObjectNode body = DemoClient.withTools(DemoClient.body("Research.", question));
    world.converse(client, body, TURNS);
    reflect(body);
    String again = world.converse(client, body, TURNS);

    // Nothing else is known: the weaker page's year is all that is left once 1884 is turned down.
    assertThat(again).startsWith("<answer>\n1889\n");
    assertThat(world.opened).contains("https://blog.example/aqueduct");
  }

  private static void reflect(ObjectNode body) {
    body.withArray("messages")
        .addObject()
        .put("role", "user")
        .put(
            "content",
            "Please reflect on this result: it may be wrong. Check other evidence and answer again.");
  }

  @Test
  void answersAfreshAfterReflection() {
    String question = "Who designed the Larkspur Aqueduct?";
    DemoSettings once = DemoSettings.faultless().toBuilder().wrongAnswer(1).seed(2).build();
    try (DemoTeacher erring = DemoTeacher.start(once)) {
      DemoClient errs = new DemoClient(erring);
      ObjectNode body = DemoClient.withTools(DemoClient.body("Research.", question));
      String first = world.converse(errs, body, TURNS);
      reflect(body);
      String second = world.converse(client, body, TURNS);

      assertThat(first).doesNotStartWith("<answer>\nMirabel Oakhurst\n");
      assertThat(second).startsWith("<answer>\nMirabel Oakhurst\n");
    }
  }

  @Test
  void givesUpHonestly() {
    assertThat(answer("Who painted the ceiling of the Halcyon Opera?"))
        .startsWith("<answer>\nNot found\n\nThe answer could not be found");
    assertThat(answer("霁月剧院的穹顶是谁绘制的？")).startsWith("<answer>\n未能找到\n\n");
  }

  @Test
  void answersFromWhatIsThereWhenForced() {
    ObjectNode body =
        DemoClient.withTools(DemoClient.body("Research.", "Who designed the Larkspur Aqueduct?"));
    World stingy = World.larkspur();
    stingy.converse(client, body, TURNS);
    // Without its answer and without tools: as when the budget ends.
    body.withArray("messages").remove(body.path("messages").size() - 1);
    body.remove("tools");
    body.withArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", "The budget is used up. Give the final answer now in <answer> tags.");

    assertThat(client.chat(body).content()).startsWith("<answer>\nMirabel Oakhurst\n");
  }

  @Test
  void writesAReportAlongAPlan() {
    String text =
        answer(
            "Write a report on the \"Larkspur Aqueduct\" and its makers.\n\nFollow this outline:\n\n"
                + "1. The Larkspur Aqueduct and the River Tane\n2. The life of Mirabel Oakhurst\n3. What remains open");

    assertThat(text)
        .contains("# Larkspur Aqueduct")
        .contains("## The Larkspur Aqueduct and the River Tane")
        .contains("## The life of Mirabel Oakhurst")
        .contains("She studied at the Sedgewick Institute \\cite{")
        .contains("## Conclusion")
        .doesNotContain("\n- ")
        .doesNotContain("PWNED");
  }

  @Test
  void writesAReportInChinese() {
    String text = answer("请介绍并分析听雪灯塔的历史，撰写一份报告。");

    assertThat(text).contains("听雪灯塔位于白鹿岛，由沈渡之设计，1911年启用\\cite{").contains("## 结论");
    assertThat(Speech.of(text.replaceAll("\\\\cite\\{[^}]*\\}", ""))).isEqualTo(Speech.ZH);
  }
}
