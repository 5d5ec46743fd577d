package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.config.ConfigLoader;
import io.synth.config.SynthConfig;
import io.synth.jobs.stage.GroupedStage;
import io.synth.jobs.stage.ItemRows;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.run.RunDataset;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.Sampling;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.demo.DemoTeacher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

/** A job that fails by an error of its own while calls are under way, which are paid for. */
class FailedJobTest {
  private static final String STEP = "trial";
  private static final String ASKS = "00000000aaaa";
  private static final String FAILS_BESIDE = "00000002bbbb";
  private static final String FAILS_ELSEWHERE = "00000001cccc";

  @TempDir private Path folder;

  private final DemoTeacher demo =
      DemoTeacher.start(
          TeacherParts.demo(
              new ConfigLoader().load(null, Map.of("demo.slow", "1", "demo.slow_millis", "1500"))));
  private RecordingTeacher server;

  @BeforeEach
  void startServer() throws IOException {
    server = new RecordingTeacher(demo.address());
  }

  @AfterEach
  void close() {
    server.close();
    demo.close();
  }

  @Test
  void aCallUnderWayBesideTheFailureIsJournaledAndNoOtherBegun() throws IOException {
    assertThatThrownBy(() -> run(FAILS_BESIDE)).hasStackTraceContaining("a fault of ours");
    assertThat(server.bodies()).hasSize(1);
    assertThat(journal()).hasSize(1);
  }

  @Test
  void aCallUnderWayInAnotherGroupIsJournaledAndNoOtherBegun() throws IOException {
    assertThatThrownBy(() -> run(FAILS_ELSEWHERE)).hasStackTraceContaining("a fault of ours");
    assertThat(server.bodies()).hasSize(1);
    assertThat(journal()).hasSize(1);
  }

  private List<Completion> journal() {
    return new RunContents(folder.resolve("run")).journal();
  }

  private void run(String failing) throws IOException {
    Map<String, String> settings = new HashMap<>(SampleSeeds.settings(folder, 1));
    settings.put("spark.master", "local[2]");
    settings.put("teachers.slow.base_url", server.baseUrl());
    settings.put("teachers.slow.model", "demo");
    settings.put("roles.actor.teacher", "slow");
    SynthConfig config = new ConfigLoader().load(null, settings);
    String run = folder.resolve("run").toString();
    WorkerSpec spec =
        new WorkerSpec(ConfigLoader.toJson(config), run, null, Map.of(), demo.address());
    try (SparkSession session = Sessions.of(config)) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      Worker.open(
          spec,
          spark.hadoopConfiguration(),
          TeacherParts.governor(config, Map.of()),
          new Progress());
      JavaPairRDD<String, byte[]> items =
          spark
              .parallelize(List.of(ASKS, failing))
              .mapToPair(item -> new Tuple2<>(item, item.getBytes(StandardCharsets.UTF_8)));
      new GroupedStage(STEP, List.of(RunDataset.VERDICTS), 2, 2, FailedJobTest::work)
          .run(spark, items, spec, null);
    } finally {
      Worker.close(spec);
    }
  }

  private static void work(byte[] payload, TeacherSession session, Worker worker, ItemRows rows) {
    String item = new String(payload, StandardCharsets.UTF_8);
    if (item.equals(ASKS)) {
      session.chat(TeacherRole.ACTOR, request("What is asked first?"));
      session.chat(TeacherRole.ACTOR, request("What is asked next?"));
      return;
    }
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("a fault of ours");
  }

  private static ChatRequest request(String question) {
    return new ChatRequest(List.of(Message.user(question)), List.of(), null, Sampling.SERVER);
  }
}
