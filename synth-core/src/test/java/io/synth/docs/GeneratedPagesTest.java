package io.synth.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.config.ConfigLoader;
import io.synth.run.RunDataset;
import io.synth.schema.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** {@code mvn test -Dtest=GeneratedPagesTest -Dsynth.rewrite=true} writes the pages anew. */
class GeneratedPagesTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void datasetsPageFollowsFromTheAvroSchemas() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Datasets of a run

            Generated from the Avro schemas in `schemas/`; do not edit. Every dataset is Parquet (zstd), except the journal
            (`journal/`, Avro container files of `completion`), from which `completions` is made. All text is NFC. With a
            deterministic teacher all rows are the same in every run, but for what `completions` observes.
            """);
    for (RunDataset<?> dataset : RunDataset.ALL) {
      Schema schema = dataset.codec().schema();
      page.append("\n## `").append(dataset.folder()).append("`\n\n");
      page.append(schema.getDoc()).append(" Schema: `").append(dataset.schema());
      page.append(".avsc`.\n\n| column | type | what it is |\n| --- | --- | --- |\n");
      rows(schema, "", page);
    }
    check("datasets.md", page.toString());
  }

  private static void rows(Schema record, String prefix, StringBuilder page) {
    for (Schema.Field field : record.getFields()) {
      Schema type = field.schema();
      boolean nullable = type.isUnion();
      Schema present = nullable ? type.getTypes().get(1) : type;
      boolean list = present.getType() == Schema.Type.ARRAY;
      Schema element = list ? present.getElementType() : present;
      String name =
          element.getType() == Schema.Type.RECORD ? "struct" : element.getType().getName();
      page.append("| `").append(prefix).append(field.name()).append("` | ");
      page.append(list ? "list of " + name : name).append(nullable ? ", nullable" : "");
      page.append(" | ").append(String.valueOf(field.doc()).replace("|", "\\|")).append(" |\n");
      if (element.getType() == Schema.Type.RECORD) {
        rows(element, prefix + field.name() + (list ? "[]." : "."), page);
      }
    }
  }

  @Test
  void configurationPageFollowsFromTheJsonSchemaAndTheDefaults() throws IOException {
    JsonNode schema = JSON.readTree(Schemas.json("config"));
    JsonNode defaults = JSON.readTree(ConfigLoader.toJson(new ConfigLoader().load(null, Map.of())));
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            Generated from `config.schema.json` and the defaults; do not edit. A YAML file (`--config`) sets what differs from
            the defaults, `--set key=value` on the command line wins over the file. Relative paths in a file start from its
            folder. "Report" is the Step-DeepResearch report (arXiv 2512.20491); what it gives no figure for is our choice.

            | key | default | what it is |
            | --- | --- | --- |
            """);
    keys(schema, defaults, "", page);
    check("configuration.md", page.toString());
  }

  private static void keys(JsonNode schema, JsonNode defaults, String prefix, StringBuilder page) {
    for (Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String key = prefix + property.getKey();
      JsonNode value = defaults.path(property.getKey());
      JsonNode own = property.getValue();
      if (key.equals("teachers")) {
        row("teachers.NAME", "", own.path("description").asText(), page);
        keys(own.path("additionalProperties"), value.path("demo"), "teachers.NAME.", page);
      } else if (own.has("properties")) {
        keys(own, value, key + ".", page);
      } else {
        String shown = value.isTextual() ? value.asText() : value.toString();
        StringBuilder what = new StringBuilder(own.path("description").asText());
        if (own.has("enum")) {
          what.append(" One of");
          own.get("enum").forEach(option -> what.append(" `").append(option.asText()).append('`'));
          what.append('.');
        }
        row(key, value.isMissingNode() ? "" : "`" + shown + "`", what.toString(), page);
      }
    }
  }

  private static void row(String key, String value, String what, StringBuilder page) {
    page.append("| `").append(key).append("` | ").append(value).append(" | ");
    page.append(what.replace("|", "\\|")).append(" |\n");
  }

  private static void check(String name, String page) throws IOException {
    Path file = DOCS.resolve(name);
    if (Boolean.getBoolean("synth.rewrite")) {
      Files.createDirectories(DOCS);
      Files.writeString(file, page);
    }
    assertThat(file).as("rewrite it with -Dsynth.rewrite=true").hasContent(page);
  }
}
