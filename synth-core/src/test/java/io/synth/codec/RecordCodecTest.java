package io.synth.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.model.Accepted;
import io.synth.model.Capability;
import io.synth.model.Claim;
import io.synth.model.Language;
import io.synth.model.StageName;
import io.synth.model.Verdict;
import io.synth.run.RunDataset;
import io.synth.schema.Schemas;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCodecTest {
  private static final Accepted ACCEPTED =
      new Accepted(
          "t1",
          "k1",
          "s1",
          Capability.END_TO_END,
          Language.ZH,
          List.of(StageName.SFT, StageName.MID_TRAINING),
          0.5,
          3,
          2,
          1,
          0,
          0);

  @Test
  void everyDatasetsRecordAgreesWithItsSchema() {
    assertThat(RunDataset.ALL)
        .allSatisfy(dataset -> assertThat(dataset.codec().schema()).isNotNull());
  }

  @Test
  void aRecordThatLacksAFieldIsRefused() {
    assertThatThrownBy(() -> RecordCodec.of(Drifted.class, Schemas.avro("accepted")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Drifted has the components [trajectory_id] but its schema has");
  }

  @Test
  void aRecordWithAnotherTypeIsRefused() {
    assertThatThrownBy(
            () ->
                RecordCodec.of(
                    WrongType.class,
                    new org.apache.avro.Schema.Parser()
                        .parse(
                            "{\"type\":\"record\",\"name\":\"W\",\"fields\":[{\"name\":\"steps\",\"type\":\"string\"}]}")))
        .hasMessage("WrongType.steps is a int but its schema says string");
  }

  @Test
  void bytesCarryARecordThereAndBack() {
    AvroBytes<Accepted> bytes = new AvroBytes<>(RunDataset.ACCEPTED.codec());
    assertThat(bytes.decode(bytes.encode(ACCEPTED))).isEqualTo(ACCEPTED);
  }

  @Test
  void parquetCarriesRecordsThereAndBack(@TempDir Path folder) throws Exception {
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(folder.resolve("verdicts.parquet").toUri());
    Verdict verdict =
        new Verdict(
            "t", "k", "citations_support", false, 0.25, "unsupported", "第三句没有依据", 4, 10, 12);
    try (ParquetFileWriter<Verdict> writer =
        new ParquetFileWriter<>(RunDataset.VERDICTS.codec(), file, new Configuration())) {
      writer.write(verdict);
    }
    try (ParquetFileReader<Verdict> reader =
        new ParquetFileReader<>(RunDataset.VERDICTS.codec(), file, new Configuration())) {
      assertThat(reader.next()).isEqualTo(verdict);
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void anUnknownLabelIsRefused() {
    assertThatThrownBy(() -> io.synth.model.Labelled.of(Claim.Verdict.class, "maybe"))
        .hasMessage("'maybe' is none of support, refute, doubtful");
  }

  record Drifted(String trajectoryId) {}

  record WrongType(int steps) {}
}
