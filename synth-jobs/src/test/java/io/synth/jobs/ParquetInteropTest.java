package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.codec.ParquetFileReader;
import io.synth.codec.ParquetFileWriter;
import io.synth.jobs.row.Rows;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Message;
import io.synth.model.Sft;
import io.synth.model.ToolCall;
import io.synth.run.RunDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetInteropTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private static final Sft ROW =
      new Sft(
          "id",
          List.of(
              Message.user("谁设计了大桥？"),
              Message.assistant(
                  "",
                  "think",
                  List.of(ToolCall.of("c1", "batch_search", "{\"queries\":[\"大桥\"]}"))),
              Message.tool(ToolCall.of("c1", "batch_search", "{}"), "No results."),
              Message.assistant("<answer>?</answer>")),
          "[]",
          12,
          2,
          1,
          1,
          0.5,
          3,
          "s",
          "t",
          "j",
          Capability.SEARCH,
          "graph_walk",
          Language.ZH,
          "demo",
          "demo");

  @Test
  void sparkAndParquetAvroWriteTheSameSchemaAndReadEachOther() throws Exception {
    Path ours = folder.resolve("ours.parquet");
    try (ParquetFileWriter<Sft> writer =
        new ParquetFileWriter<>(RunDataset.SFT.codec(), hadoop(ours), HADOOP)) {
      writer.write(ROW);
    }
    Rows<Sft> rows = Rows.of(RunDataset.SFT);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      Path sparks = folder.resolve("sparks");
      spark
          .createDataFrame(List.of(rows.row(ROW)), rows.schema())
          .coalesce(1)
          .write()
          .parquet(sparks.toString());
      Path part = part(sparks);
      assertThat(schema(part)).isEqualTo(schema(ours));
      try (ParquetFileReader<Sft> reader =
          new ParquetFileReader<>(RunDataset.SFT.codec(), hadoop(part), HADOOP)) {
        assertThat(reader.next()).isEqualTo(ROW);
      }
      Row read = spark.read().schema(rows.schema()).parquet(ours.toString()).first();
      assertThat(rows.record(read)).isEqualTo(ROW);
    }
  }

  @Test
  void duckDbReadsWhatWeWrite() throws Exception {
    Path ours = folder.resolve("ours.parquet");
    try (ParquetFileWriter<Sft> writer =
        new ParquetFileWriter<>(RunDataset.SFT.codec(), hadoop(ours), HADOOP)) {
      writer.write(ROW);
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select messages[1].content, messages[2].tool_calls[1].function.arguments,"
                    + " messages[2].content, len(messages) from '"
                    + ours
                    + "'")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).isEqualTo("谁设计了大桥？");
      assertThat(result.getString(2)).isEqualTo("{\"queries\":[\"大桥\"]}");
      assertThat(result.getString(3)).isEmpty();
      assertThat(result.getInt(4)).isEqualTo(4);
    }
  }

  /** The columns; the root's name is the writer's and means nothing to a reader. */
  private static String schema(Path file) throws Exception {
    try (org.apache.parquet.hadoop.ParquetFileReader reader =
        org.apache.parquet.hadoop.ParquetFileReader.open(
            HadoopInputFile.fromPath(hadoop(file), HADOOP))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      return schema.getFields().toString();
    }
  }

  private static Path part(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }
}
