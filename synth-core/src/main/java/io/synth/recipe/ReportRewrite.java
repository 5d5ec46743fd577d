package io.synth.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.PromptText;
import io.synth.agent.Sections;
import io.synth.model.Capability;
import io.synth.model.RubricItem;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The report-writing recipe of Step-DeepResearch: the request that a screened human report answers,
 * reverse-engineered, with the report's own structure as the plan to follow.
 */
final class ReportRewrite implements Recipe {
  @Override
  public String name() {
    return "report_rewrite";
  }

  @Override
  public Capability capability() {
    return Capability.REPORT;
  }

  @Override
  public SeedKind seedKind() {
    return SeedKind.REPORT;
  }

  @Override
  public List<Task> tasks(Seed seed, RecipeContext context) throws RecipeException {
    ReportText report = new ReportText(seed.text() == null ? "" : seed.text());
    if (report.words() < context.settings().minReportWords()) {
      throw new RecipeException(
          "short_report",
          "The report has "
              + report.words()
              + " words; at least "
              + context.settings().minReportWords()
              + " are needed.");
    }
    String title = seed.title() == null ? "" : seed.title();
    String abstractText = seed.abstractText() == null ? "" : seed.abstractText();
    Writer writer = new Writer(context.teachers());
    JsonNode reply =
        writer.ask(
            "report_task",
            Sections.in(seed.language())
                .with("title", title)
                .with("abstract", abstractText)
                .lines("outline", report.outline()));
    String query = reply.path("query").asText().strip();
    List<String> plan = new ArrayList<>();
    reply.path("plan").forEach(step -> plan.add(Sections.line(step.asText())));
    WrittenIn.require(seed.language(), query);
    WrittenIn.require(seed.language(), String.join("\n", plan));
    List<String> written = new ArrayList<>(plan);
    written.add(0, query);
    ResultFigures.of(title, abstractText).requireNoneIn(written);
    List<RubricItem> rubric = RubricWriter.write(query, seed.language(), writer);
    return List.of(
        writer.sign(
            Task.builder(seed, capability(), name(), query)
                .context(
                    PromptText.fill(
                        PromptText.read(
                            ReportRewrite.class, "follow_plan." + seed.language().label()),
                        Map.of("plan", Sections.numbered(plan))))
                .plan(plan)
                .reference(report.text())
                .rubric(rubric)));
  }
}
