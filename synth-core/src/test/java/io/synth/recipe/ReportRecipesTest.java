package io.synth.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Seeds;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.RubricItem;
import io.synth.model.Seed;
import io.synth.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportRecipesTest {
  static final String RUBRIC =
      """
      {"summary":"What is needed.","items":[
        {"criterion":"Compares the ports.","dimension":"coverage","weight":3,
         "sign":"positive","role":"explicit"},
        {"criterion":"Names the data's dates.","dimension":"timeliness","weight":1,
         "sign":"positive","role":"implicit"},
        {"criterion":"Repeats itself.","dimension":"structure","weight":2,
         "sign":"negative","role":"negative"}]}""";

  private static final String TITLE = "Shore power in 12 ports";
  private static final String ABSTRACT =
      "We study 12 ports from 2019 to 2031 with 340 calls each. Emissions fell by 18.5% and costs"
          + " rose to 1,250 crowns.";
  private static final String QUERY = "Compare shore power in 12 ports from 2019 to 2031.";
  private static final String PLAN =
      "[\"Collect the calls of each port.\",\"Compare the emissions.\",\"Weigh the costs.\"]";

  private final RecipeRun run = new RecipeRun();

  @Test
  void reversesAReportIntoItsTaskAndPlan() throws RecipeException {
    run.teacher.json("plan_task", planTask(QUERY, PLAN));

    Task task = run.only("report_reversal", report());

    assertThat(task.capability()).isEqualTo(Capability.PLANNING);
    assertThat(task.prompt()).isEqualTo(QUERY);
    assertThat(task.plan())
        .containsExactly(
            "Collect the calls of each port.", "Compare the emissions.", "Weigh the costs.");
    assertThat(task.context()).isNull();
    assertThat(run.teacher.asked("plan_task").get(0).section("title")).isEqualTo(TITLE);
    assertThat(run.teacher.asked("plan_task").get(0).section("abstract")).isEqualTo(ABSTRACT);
  }

  @Test
  void rejectsPlansThatAreShortOrGiveResultsAway() {
    run.teacher
        .json(
            "plan_task",
            planTask(QUERY, "[\"Collect data.\",\"collect data\",\"Draw conclusions.\"]"))
        .json("plan_task", planTask(QUERY, PLAN.replace("costs", "1250 crowns")))
        .json("plan_task", planTask("Why did emissions fall by 18.50 percent?", PLAN))
        .json("plan_task", planTask("比较十二个港口的岸电。", PLAN));

    assertThat(run.failure("report_reversal", report()))
        .isEqualTo(
            "short_plan: The plan has 2 different steps of more than a word; at least 3 are needed.");
    assertThat(run.failure("report_reversal", report()))
        .isEqualTo(
            "result_leak: The task gives away the figure 1250 of the report's results: Weigh the"
                + " 1250 crowns.");
    assertThat(run.failure("report_reversal", report()))
        .isEqualTo(
            "result_leak: The task gives away the figure 18.5 of the report's results: Why did"
                + " emissions fall by 18.50 percent?");
    assertThat(run.failure("report_reversal", report()))
        .isEqualTo(
            "wrong_language: The teacher did not write in the seed's language (en): 比较十二个港口的岸电。");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EN|How do the ports compare?|[\"project_id\",\"name\",\"state_open_built\",\"date\"]",
        "ZH|这些港口比较起来如何？|[\"港口\",\"时间\",\"成本项\",\"12\"]",
      })
  void takesNoNamesForAPlan(Language language, String query, String plan) {
    run.teacher.json("plan_task", planTask(query, plan));

    assertThat(run.failure("report_reversal", Seeds.report(language, TITLE, ABSTRACT, "Text.")))
        .isEqualTo(
            "short_plan: The plan has 0 different steps of more than a word; at least 3 are"
                + " needed.");
  }

  @Test
  void rejectsReportsWithoutAbstract() {
    assertThat(run.failure("report_reversal", Seeds.report(Language.EN, TITLE, null, "Text.")))
        .isEqualTo("no_abstract: The report has no abstract: add \"abstract\" to its seed.");
  }

  @Test
  void reversesAChineseReport() throws RecipeException {
    run.teacher.json(
        "plan_task", planTask("比较2019年以来12个港口的岸电。", "[\"收集靠泊数据。\",\"比较排放量。\",\"权衡成本。\"]"));

    Task task =
        run.only(
            "report_reversal",
            Seeds.report(Language.ZH, "12个港口的岸电", "研究2019年以来的12个港口。结果表明排放下降18.5%。", "正文"));

    assertThat(task.plan()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Costs were reduced by 340 crowns.|Why 340?|340",
        "The model is 2.3x faster.|Why is it 2.3 times faster?|2.3",
        "Output grew 12 per cent.|Explain the 12% growth.|12",
        "We sampled 40 sites. Yields improved by 15%.|Explain the 15 percent.|15",
        "研究了40个站点，产量提高了15%。|为何提高百分之15？|15",
        "结果显示成本降至1,250元。|为何是1250元？|1250"
      })
  void findsFiguresOfResults(String abstractText, String text, String leak) {
    assertThat(ResultFigures.of("A title", abstractText).leakIn(text)).contains(leak);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Costs fell from 2019 on.|Look at costs since 2019.",
        "We sampled 40 sites. At the 40 sites yields improved.|Sample 40 sites.",
        "Yields improved in 3 regions.|Study 3 regions.",
        "Output grew 12 per cent.|Study 12 plants.",
        "We study 340 calls.|Study 340 calls.",
        "产量提高了15%。|研究15个站点。",
        "成本自2019年起下降。|研究2019年以来的成本。"
      })
  void leavesFiguresThatAreNoResults(String abstractText, String text) {
    assertThat(ResultFigures.of("A title", abstractText).leakIn(text)).isEmpty();
  }

  @Test
  void leavesFiguresOfTheTitle() {
    assertThat(ResultFigures.of("The 1.5 degree target", "Costs fell at 1.5.").leakIn("Why 1.5?"))
        .isEmpty();
  }

  @Test
  void turnsAReportIntoARequestWithItsPlanAndRubric() throws RecipeException {
    String text = "# Ports\n\n" + "word ".repeat(300) + "\n\n## Costs\n\nMore.";
    run.teacher
        .json("report_task", planTask(QUERY, "[\"What the ports are.\",\"What it costs.\"]"))
        .json("rubric", RUBRIC)
        .json("rubric", RUBRIC);

    Task task = run.only("report_rewrite", Seeds.report(Language.EN, TITLE, ABSTRACT, text));

    assertThat(task.capability()).isEqualTo(Capability.REPORT);
    assertThat(task.prompt()).isEqualTo(QUERY);
    assertThat(task.context())
        .isEqualTo("Follow this outline:\n\n1. What the ports are.\n2. What it costs.");
    assertThat(task.plan()).containsExactly("What the ports are.", "What it costs.");
    assertThat(task.reference()).isEqualTo(text);
    assertThat(task.rubric()).extracting(RubricItem::weight).containsExactly(3.0, 1.0, 2.0);
    assertThat(task.usage().calls()).isEqualTo(3);
    assertThat(run.teacher.asked("report_task").get(0).section("outline"))
        .isEqualTo("Ports\nCosts");
    assertThat(run.teacher.asked("rubric").get(0).section("question")).isEqualTo(QUERY);
    assertThat(run.teacher.asked("rubric").get(1).section("criteria"))
        .isEqualTo("1. Compares the ports.\n2. Names the data's dates.\n3. Repeats itself.");
    assertThat(run.teacher.asked("rubric").get(1).last()).doesNotContain("implicit");
  }

  @Test
  void rejectsShortReports() {
    assertThat(
            run.failure(
                "report_rewrite", Seeds.report(Language.EN, TITLE, ABSTRACT, "Too short. 太短了。")))
        .isEqualTo("short_report: The report has 3 words; at least 300 are needed.");
  }

  @Test
  void readsHeadingsOfMarkdownAndOfNumberedText() {
    assertThat(new ReportText("# A #\ntext\n```\n# code\n```\n### B c\n").outline())
        .containsExactly("A", "B c");
    assertThat(new ReportText("一、背景\n正文如下。\n二、成本\n1. 这是一句完整的话，不是标题。").outline())
        .containsExactly("背景", "成本");
    assertThat(new ReportText("no headings").outline()).isEmpty();
  }

  private static Seed report() {
    return Seeds.report(Language.EN, TITLE, ABSTRACT, "Text.");
  }

  private static String planTask(String query, String plan) {
    return "{\"query\":\"%s\",\"plan\":%s}".formatted(query, plan);
  }
}
