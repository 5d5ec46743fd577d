package io.synth.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.SynthException;
import io.synth.batch.BatchServer;
import io.synth.config.ConfigLoader;
import io.synth.model.TeacherRole;
import io.synth.run.RunDataset;
import io.synth.teacher.demo.DemoTeacher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow with the writer and the judge asked in batches. */
class BatchRunTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;

  private static final DemoTeacher DEMO =
      DemoTeacher.start(
          TeacherParts.demo(
              new ConfigLoader()
                  .load(
                      null,
                      Map.of(
                          "demo.slow",
                          "0",
                          "demo.too_many_requests",
                          "0",
                          "demo.server_error",
                          "0"))));

  private static Map<String, String> settings = Map.of();
  private static RunContents calls = new RunContents(Path.of(""));

  @BeforeAll
  static void runWithoutBatches() throws IOException {
    settings = SampleSeeds.settings(folder, 1);
    settings.put("spark.master", "local[2]");
    settings.put("teachers.big.model", "demo");
    settings.put("teachers.big.prices.input", "1");
    settings.put("teachers.big.prices.output", "2");
    for (String role : List.of("actor", "writer", "judge", "reference")) {
      settings.put("roles." + role + ".teacher", "big");
    }
    calls = new RunContents(folder.resolve("calls"));
    try (BatchServer server = server()) {
      run(calls, server, Map.of());
      assertThat(server.operations()).containsOnly("chat");
    }
  }

  @AfterAll
  static void close() {
    DEMO.close();
  }

  @Test
  void rowsAreThoseOfARunWithoutBatches() throws IOException {
    RunContents run = new RunContents(folder.resolve("batches"));
    try (BatchServer server = server()) {
      run(run, server, batches());
      run.assertSameRows(calls);
      run.assertNothingAskedTwice();
      assertThat(server.answered()).isNotEmpty();
      assertThat(server.answered().values()).allMatch(times -> times == 1);
      assertThat(run.rows(RunDataset.COMPLETIONS))
          .allSatisfy(
              one ->
                  assertThat(one.batch().isEmpty())
                      .as(one.role().label())
                      .isEqualTo(
                          one.role() == TeacherRole.ACTOR || one.role() == TeacherRole.REFERENCE));
      // One for each call that comes after another, and for no more groups than that.
      assertThat(server.sizes()).hasSizeLessThan(12);
      assertThat(Files.exists(run.run().resolve("batches/wanted/check"))).isFalse();
    }
  }

  @Test
  void aRunThatWasStoppedWithABatchUnderWayGoesOnWithIt() throws IOException {
    RunContents run = new RunContents(folder.resolve("stopped"));
    try (BatchServer server = server()) {
      Map<String, String> impatient = batches();
      impatient.put("teachers.big.retry.deadline", "0.01");
      // What is under way when the server falls silent is there when it is back.
      server.trouble(new BatchServer.Trouble("look", 503, false));
      assertThatThrownBy(() -> run(run, server, impatient))
          .isInstanceOfSatisfying(
              SynthException.class,
              e -> assertThat(e.code()).isEqualTo(SynthException.Code.TEACHER))
          .hasMessageContaining("the same command goes on with it");
      Map<String, String> small = batches();
      small.put("budget.calls", "30");
      assertThatThrownBy(() -> run(run, server, small))
          .isInstanceOfSatisfying(
              SynthException.class,
              e -> assertThat(e.code()).isEqualTo(SynthException.Code.BUDGET));
      assertThat(run.journal()).hasSizeLessThanOrEqualTo(30);
      run(run, server, batches());
      run.assertSameRows(calls);
      run.assertNothingAskedTwice();
      assertThat(server.answered().values()).allMatch(times -> times == 1);
    }
  }

  private static Map<String, String> batches() {
    Map<String, String> batches = new TreeMap<>();
    batches.put("batch.roles", "[writer, judge]");
    batches.put("batch.poll", "0.05");
    // Rows tell what they cost.
    batches.put("teachers.big.prices.batch", "1");
    return batches;
  }

  private static void run(RunContents run, BatchServer server, Map<String, String> more)
      throws IOException {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    all.put("teachers.big.base_url", server.openAi());
    try (RunDriver driver =
        new RunDriver(new ConfigLoader().load(null, all), run.run().toString(), true)) {
      driver.run(null);
    }
  }

  private static BatchServer server() throws IOException {
    BatchServer server = new BatchServer((id, body, before) -> ask(body));
    server.setChats((id, body, before) -> ask(body));
    return server;
  }

  private static BatchServer.Answer ask(JsonNode body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(DEMO.address() + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new BatchServer.Answer(answer.statusCode(), new String(answer.body(), UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
