package io.synth.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.AnswerMatch;
import io.synth.agent.Sections;
import io.synth.model.Capability;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The planning recipe of Step-DeepResearch: the project task behind a report and its high-level
 * plan, reverse-engineered from title and abstract without the results.
 */
final class ReportReversal implements Recipe {
  /** Least steps of a plan: our choice. */
  private static final int LEAST_STEPS = 3;

  private static final Pattern WORD = Pattern.compile("\\S*\\p{IsLatin}\\S*");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  @Override
  public String name() {
    return "report_reversal";
  }

  @Override
  public Capability capability() {
    return Capability.PLANNING;
  }

  @Override
  public SeedKind seedKind() {
    return SeedKind.REPORT;
  }

  @Override
  public List<Task> tasks(Seed seed, RecipeContext context) throws RecipeException {
    String title = required("title", seed.title());
    String abstractText = required("abstract", seed.abstractText());
    Writer writer = new Writer(context.teachers());
    JsonNode reply =
        writer.ask(
            "plan_task",
            Sections.in(seed.language()).with("title", title).with("abstract", abstractText));
    String query = reply.path("query").asText().strip();
    List<String> plan = steps(reply.path("plan"));
    if (plan.size() < LEAST_STEPS) {
      throw new RecipeException(
          "short_plan",
          "The plan has "
              + plan.size()
              + " different steps of more than a word; at least "
              + LEAST_STEPS
              + " are needed.");
    }
    WrittenIn.require(seed.language(), query);
    WrittenIn.require(seed.language(), String.join("\n", plan));
    List<String> written = new ArrayList<>(plan);
    written.add(0, query);
    ResultFigures.of(title, abstractText).requireNoneIn(written);
    return List.of(writer.sign(Task.builder(seed, capability(), name(), query).plan(plan)));
  }

  private static String required(String field, @Nullable String value) throws RecipeException {
    if (value == null || value.isBlank()) {
      throw new RecipeException(
          "no_" + field, "The report has no " + field + ": add \"" + field + "\" to its seed.");
    }
    return value;
  }

  /** The steps, each once; a bare name such as {@code project_id} is none. */
  private static List<String> steps(JsonNode steps) {
    Set<String> seen = new HashSet<>();
    List<String> distinct = new ArrayList<>();
    for (JsonNode step : steps) {
      String line = Sections.line(step.asText());
      if (saysMoreThanAWord(line) && seen.add(AnswerMatch.normal(line))) {
        distinct.add(line);
      }
    }
    return distinct;
  }

  private static boolean saysMoreThanAWord(String step) {
    // A Chinese word has about two characters.
    return WORD.matcher(step).results().count() >= 2 || HAN.matcher(step).results().count() >= 4;
  }
}
