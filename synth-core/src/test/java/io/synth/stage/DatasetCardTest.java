package io.synth.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.synth.check.CheckSettings;
import io.synth.check.Checks;
import io.synth.fake.Golden;
import io.synth.model.StageName;
import io.synth.schema.Schemas;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DatasetCardTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final List<StageStatistics.Group> GROUPS =
      List.of(
          new StageStatistics.Group("search", "graph_walk", "zh", "demo", 1200, 3_000_000),
          new StageStatistics.Group("report", "report_reversal", "en", "qwen", 300, 900_000),
          new StageStatistics.Group("search", "graph_walk", "en", "qwen", 500, 1_100_000));

  private static String card(StageName stage, List<StageStatistics.Group> groups) {
    return DatasetCard.markdown(
        new StageStatistics(stage, groups), Checks.of(CheckSettings.DEFAULT).list());
  }

  private static JsonNode frontMatter(String card) throws JsonProcessingException {
    assertThat(card).startsWith("---\n");
    return YAML.readTree(card.substring(4, card.indexOf("\n---\n")));
  }

  private static JsonNode feature(JsonNode features, String name) {
    for (JsonNode feature : features) {
      if (feature.path("name").asText().equals(name)) {
        return feature;
      }
    }
    throw new AssertionError("no feature " + name);
  }

  @ParameterizedTest
  @EnumSource
  void declaresEveryColumn(StageName stage) throws JsonProcessingException {
    JsonNode matter = frontMatter(card(stage, GROUPS));

    assertThat(matter.path("dataset_info").path("features").findValuesAsText("name"))
        .containsAll(
            Schemas.avro(stage.label()).getFields().stream().map(Schema.Field::name).toList());
    assertThat(matter.at("/configs/0/data_files/0/path").asText()).isEqualTo("*.parquet");
    assertThat(matter.path("language")).extracting(JsonNode::asText).containsExactly("en", "zh");
    assertThat(matter.at("/size_categories/0").asText()).isEqualTo("1K<n<10K");
    assertThat(matter.path("license").asText()).isEqualTo("other");
  }

  @Test
  void declaresJsonStringsAsJson() throws JsonProcessingException {
    JsonNode features =
        frontMatter(card(StageName.SFT, GROUPS)).path("dataset_info").path("features");

    assertThat(feature(features, "tools").path("dtype").asText()).isEqualTo("json");
    JsonNode calls = feature(feature(features, "messages").path("list"), "tool_calls");
    JsonNode function = feature(calls.path("list"), "function").path("struct");
    assertThat(feature(function, "arguments").path("dtype").asText()).isEqualTo("json");
    assertThat(feature(function, "name").path("dtype").asText()).isEqualTo("string");
    assertThat(feature(features, "tokens").path("dtype").asText()).isEqualTo("int32");
    assertThat(feature(features, "score").path("dtype").asText()).isEqualTo("float64");
  }

  @Test
  void saysWhatItIsAndHowMuch() {
    Golden.text(getClass(), "card-sft.md", card(StageName.SFT, GROUPS));
  }

  @Test
  void warnsOfDemoRowsOnlyWhereThereAreAny() {
    assertThat(card(StageName.RL, GROUPS))
        .contains("**Not for training.** 1,200 of 2,000 rows have the teacher `demo`")
        .contains("- demo-not-for-training");
    assertThat(card(StageName.RL, GROUPS.subList(1, 3)))
        .doesNotContain("demo-not-for-training", "Not for training");
  }

  @ParameterizedTest
  @CsvSource({"0,n<1K", "999,n<1K", "1000,1K<n<10K", "99999,10K<n<100K", "2000000,1M<n<10M"})
  void namesTheSize(long rows, String size) throws JsonProcessingException {
    List<StageStatistics.Group> groups =
        List.of(new StageStatistics.Group("search", "graph_walk", "zh", "qwen", rows, 1));

    assertThat(frontMatter(card(StageName.SFT, groups)).at("/size_categories/0").asText())
        .isEqualTo(size);
  }

  @Test
  void anEmptyStageHasACardToo() throws JsonProcessingException {
    JsonNode matter = frontMatter(card(StageName.MID_TRAINING, List.of()));

    assertThat(matter.has("language")).isFalse();
    assertThat(matter.at("/size_categories/0").asText()).isEqualTo("n<1K");
  }

  @Test
  void refusesAColumnTypeThatCardsDoNotKnow() {
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":"
                    + "[{\"name\":\"x\",\"type\":\"bytes\"}]}");

    assertThatThrownBy(() -> CardFeatures.of(schema))
        .hasMessage("R.x is of Avro type bytes, which cards don't know");
  }
}
