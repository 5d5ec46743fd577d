package io.synth.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.fake.Seeds;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Quarantined;
import io.synth.model.Task;
import io.synth.run.RunDataset;
import io.synth.schema.Schemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetFileReaderTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private java.nio.file.Path folder;

  private Path file = new Path("unset");

  @BeforeEach
  void write() throws IOException {
    file = new Path(folder.resolve("rows.parquet").toUri());
    try (ParquetFileWriter<Quarantined> writer =
        new ParquetFileWriter<>(RunDataset.QUARANTINE.codec(), file, HADOOP)) {
      for (int line = 1; line <= 3; line++) {
        writer.write(new Quarantined("seeds.jsonl", line, "schema", "why " + line, "岚雾 " + line));
      }
    }
  }

  @Test
  void unreadColumnsComeEmptyAndTheOthersAsTheyAre() throws IOException {
    List<Quarantined> rows = new ArrayList<>();
    try (ParquetFileReader<Quarantined> reader =
        new ParquetFileReader<>(
            RunDataset.QUARANTINE.codec(), file, HADOOP, Set.of("content", "reason"))) {
      for (Quarantined row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    assertThat(rows)
        .containsExactly(
            new Quarantined("seeds.jsonl", 1, "schema", "", ""),
            new Quarantined("seeds.jsonl", 2, "schema", "", ""),
            new Quarantined("seeds.jsonl", 3, "schema", "", ""));
  }

  @Test
  void listsThatAreReadKeepTheirElementsBesideUnreadOnes() throws IOException {
    Task task =
        Task.builder(
                Seeds.question(Language.EN, "Who built it?", null),
                Capability.SEARCH,
                "link_walk",
                "Who?")
            .aliases(List.of("梁", "Liang"))
            .plan(List.of("first", "second"))
            .build();
    Path tasks = new Path(folder.resolve("tasks.parquet").toUri());
    try (ParquetFileWriter<Task> writer =
        new ParquetFileWriter<>(RunDataset.TASKS.codec(), tasks, HADOOP)) {
      writer.write(task);
    }
    try (ParquetFileReader<Task> reader =
        new ParquetFileReader<>(RunDataset.TASKS.codec(), tasks, HADOOP, Set.of("plan"))) {
      assertThat(reader.next())
          .isNotNull()
          .satisfies(read -> assertThat(read.aliases()).containsExactly("梁", "Liang"))
          .satisfies(read -> assertThat(read.plan()).isEmpty());
    }
  }

  @Test
  void everyLongColumnOfTheCatalogueCanBeLeftUnread() {
    for (RunDataset<?> dataset : RunDataset.ALL) {
      assertThat(Schemas.avro(dataset.schema()).getFields())
          .extracting(field -> field.name())
          .containsAll(dataset.longColumns());
    }
  }

  @Test
  void columnsThatAreNotThereOrNeitherTextNorListAreRefused() {
    assertThatThrownBy(() -> open(Set.of("contents")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Quarantined has no column [contents]");
    assertThatThrownBy(() -> open(Set.of("line")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the column line is neither text nor list: it has to be read");
  }

  @Test
  void theFooterTellsTheNumberOfRows() throws IOException {
    assertThat(ParquetFileReader.rows(file, HADOOP)).isEqualTo(3);
  }

  private void open(Set<String> unread) throws IOException {
    new ParquetFileReader<>(RunDataset.QUARANTINE.codec(), file, HADOOP, unread).close();
  }
}
