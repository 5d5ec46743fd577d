package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.journal.Journal;
import io.synth.journal.JournalWriter;
import io.synth.model.Completion;
import io.synth.model.TeacherRole;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRecordsTest {
  @TempDir private Path run;

  @Test
  void aStepIsAnsweredByItsOwnRepliesAndByTheJudgementsOfOthers() {
    Completion acted = completion("generate", TeacherRole.ACTOR, "a");
    Completion judged = completion("generate", TeacherRole.JUDGE, "b");
    Completion checked = completion("check", TeacherRole.JUDGE, "c");
    Completion written = completion("ingest", TeacherRole.WRITER, "d");
    Journal journal = Journal.open(run.resolve("journal").toString(), new Configuration());
    for (Completion completion : List.of(acted, judged, checked, written)) {
      try (JournalWriter writer = journal.writer(completion.step(), 0)) {
        writer.append(completion);
      }
    }
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("journal")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      assertThat(found(spark, "check")).containsExactlyInAnyOrder("b", "c");
      assertThat(found(spark, "generate")).containsExactlyInAnyOrder("a", "b", "c");
      assertThat(found(spark, "ingest")).containsExactlyInAnyOrder("b", "c", "d");
    }
  }

  private List<String> found(JavaSparkContext spark, String step) {
    return JournalRecords.of(spark, run.toString(), step).map(Completion::fingerprint).collect();
  }

  private static Completion completion(String step, TeacherRole role, String fingerprint) {
    return new Completion(
        "item",
        step,
        fingerprint,
        role,
        "t",
        "",
        "m",
        "{}",
        1,
        0,
        0,
        1,
        0,
        0,
        1,
        1,
        1,
        "",
        0,
        0,
        0,
        "");
  }
}
