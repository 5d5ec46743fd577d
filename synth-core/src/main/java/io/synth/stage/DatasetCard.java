package io.synth.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.synth.check.Check;
import io.synth.model.StageName;
import io.synth.schema.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The {@code README.md} of a stage's folder: front matter that Hugging Face {@code datasets} (from
 * 5 on) reads, then what the dataset is, how much, how it was made, and what to mind.
 */
public final class DatasetCard {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .build());
  private static final String DEMO = "demo";

  private DatasetCard() {}

  /**
   * The whole text of the card.
   *
   * @param checks those that the rows passed, with the thresholds they ran with
   */
  public static String markdown(StageStatistics statistics, List<Check> checks) {
    Schema schema = Schemas.avro(statistics.stage().label());
    StringBuilder card = new StringBuilder();
    card.append("---\n").append(frontMatter(statistics, schema)).append("---\n\n");
    card.append("# ").append(title(statistics.stage())).append("\n\n");
    card.append(what(statistics.stage()));
    warning(statistics, card);
    counts(statistics, card);
    making(statistics, checks, card);
    columns(schema, card);
    licence(card);
    return card.toString();
  }

  private static String frontMatter(StageStatistics statistics, Schema schema) {
    Map<String, Object> matter = new LinkedHashMap<>();
    matter.put("pretty_name", title(statistics.stage()));
    matter.put("license", "other");
    matter.put("license_name", "see-card");
    List<String> languages =
        new ArrayList<>(statistics.by(StageStatistics.Group::language).keySet());
    if (!languages.isEmpty()) {
      matter.put("language", languages);
    }
    matter.put("size_categories", List.of(size(statistics.total().rows())));
    List<String> tasks =
        statistics.stage() == StageName.MID_TRAINING
            ? List.of("text-generation")
            : List.of("text-generation", "question-answering");
    matter.put("task_categories", tasks);
    matter.put("tags", tags(statistics));
    matter.put(
        "configs",
        List.of(
            sorted(
                "config_name",
                "default",
                "data_files",
                List.of(sorted("split", "train", "path", "*.parquet")))));
    matter.put(
        "dataset_info", sorted("config_name", "default", "features", CardFeatures.of(schema)));
    try {
      return YAML.writeValueAsString(matter);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the card's front matter can't be written", e);
    }
  }

  private static Map<String, Object> sorted(
      String key, Object value, String secondKey, Object secondValue) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    map.put(secondKey, secondValue);
    return map;
  }

  private static List<String> tags(StageStatistics statistics) {
    List<String> tags = new ArrayList<>(List.of("synthetic", "deep-research", "agent"));
    if (statistics.stage() != StageName.MID_TRAINING) {
      tags.add("tool-use");
    }
    tags.add(statistics.stage().label().replace('_', '-'));
    if (statistics.by(StageStatistics.Group::teacher).containsKey(DEMO)) {
      tags.add("demo-not-for-training");
    }
    return tags;
  }

  private static String title(StageName stage) {
    return switch (stage) {
      case MID_TRAINING -> "Deep-research mid-training documents";
      case SFT -> "Deep-research trajectories for supervised fine-tuning";
      case RL -> "Deep-research prompts for reinforcement learning";
    };
  }

  private static String what(StageName stage) {
    return switch (stage) {
      case MID_TRAINING ->
          "Each row is one document. Rows of context `32k` have no tool calls: reports with their"
              + " request, plans, questions answered over passages, claims judged. Rows of context"
              + " `128k` are whole research trajectories as text: `<thought>`, `<call>` and"
              + " `<result>` stand on lines of their own, the final answer in `<answer>`.\n";
      case SFT ->
          "Each row is one research trajectory of a teacher model: the conversation with reasoning,"
              + " tool calls and tool results, in the layout that chat templates read. `content` is"
              + " never null; `arguments` and `tools` are JSON in strings. Most trainers need a"
              + " maximal length set by hand: see the column `tokens`.\n";
      case RL ->
          "Each row is one prompt with what its reward needs: the expected answer, or a rubric, and"
              + " how often the acting and the reference model solved it.\n";
    };
  }

  private static void warning(StageStatistics statistics, StringBuilder card) {
    StageStatistics.Count demo = statistics.by(StageStatistics.Group::teacher).get(DEMO);
    if (demo == null) {
      return;
    }
    card.append(
        String.format(
            Locale.ROOT,
            "\n> **Not for training.** %,d of %,d rows have the teacher `demo`: rules that answer"
                + " from a sample corpus, with faults put in on purpose, to try the software out."
                + " Leave them out: `teacher != 'demo'`.\n",
            demo.rows(),
            statistics.total().rows()));
  }

  private static void counts(StageStatistics statistics, StringBuilder card) {
    StageStatistics.Count total = statistics.total();
    card.append(
        String.format(
            Locale.ROOT, "\n## Size\n\n%,d rows, %,d tokens.\n", total.rows(), total.tokens()));
    table("Capability", statistics.by(StageStatistics.Group::capability), card);
    table("Language", statistics.by(StageStatistics.Group::language), card);
    table("Teacher", statistics.by(StageStatistics.Group::teacher), card);
  }

  private static void table(
      String column, Map<String, StageStatistics.Count> counts, StringBuilder card) {
    if (counts.isEmpty()) {
      return;
    }
    card.append("\n| ").append(column).append(" | Rows | Tokens |\n| --- | ---: | ---: |\n");
    counts.forEach(
        (value, count) ->
            card.append(
                String.format(
                    Locale.ROOT, "| `%s` | %,d | %,d |\n", value, count.rows(), count.tokens())));
  }

  private static void making(StageStatistics statistics, List<Check> checks, StringBuilder card) {
    card.append("\n## How it was made\n\n");
    card.append(
        "Synth made tasks from seeds by the recipes below, had teacher models act them out with"
            + " search, open, file and to-do tools, and kept what passed the checks, after the"
            + " method of the Step-DeepResearch report (arXiv 2512.20491). Thresholds that the"
            + " report does not give are Synth's own choice.\n");
    table("Recipe", statistics.by(StageStatistics.Group::recipe), card);
    if (!checks.isEmpty()) {
      card.append("\n| Check | What it lets through |\n| --- | --- |\n");
      for (Check check : checks) {
        card.append("| `").append(check.name()).append("` | ");
        card.append(check.description().replace("|", "\\|")).append(" |\n");
      }
    }
  }

  private static void columns(Schema schema, StringBuilder card) {
    card.append("\n## Columns\n\n| Column | What it is |\n| --- | --- |\n");
    for (Schema.Field field : schema.getFields()) {
      String doc = field.doc() == null ? "" : field.doc();
      card.append("| `").append(field.name()).append("` | ");
      card.append(doc.replace("|", "\\|")).append(" |\n");
    }
  }

  private static void licence(StringBuilder card) {
    card.append(
        "\n## Licence\n\n"
            + "The rows hold text of the seeds, of web pages and of teacher models. The rights in"
            + " seeds and pages stay with their owners, and the terms of each teacher's provider"
            + " say what its output may train. Whoever publishes this dataset names the licence"
            + " here and in the front matter.\n");
  }

  private static String size(long rows) {
    if (rows < 1_000) {
      return "n<1K";
    }
    if (rows < 10_000) {
      return "1K<n<10K";
    }
    if (rows < 100_000) {
      return "10K<n<100K";
    }
    if (rows < 1_000_000) {
      return "100K<n<1M";
    }
    return rows < 10_000_000 ? "1M<n<10M" : "10M<n<100M";
  }
}
