package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.config.ConfigLoader;
import io.synth.model.Completion;
import io.synth.model.Sft;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.run.RunDataset;
import io.synth.teacher.demo.DemoTeacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole flow with three actors, one of which is taken away in the midst of it. */
class TakeOverTest {
  /** So few that the first trajectories are all still under way. */
  private static final int ANSWERED = 12;

  @TempDir private static Path folder;

  private static final DemoTeacher DEMO =
      DemoTeacher.start(TeacherParts.demo(new ConfigLoader().load(null, Map.of("demo.slow", "0"))));

  private static RecordingTeacher[] servers = new RecordingTeacher[0];
  private static Map<String, String> settings = Map.of();
  private static RunContents run = new RunContents(Path.of(""));

  @BeforeAll
  static void runOnce() throws IOException {
    settings = SampleSeeds.settings(folder, 2);
    settings.put("spark.master", "local[2]");
    settings.put("generate.reference_rollouts", "0");
    servers = new RecordingTeacher[3];
    for (int i = 0; i < servers.length; i++) {
      servers[i] = new RecordingTeacher(DEMO.address());
      String name = List.of("big", "small", "spare").get(i);
      settings.put("teachers." + name + ".base_url", servers[i].baseUrl());
      settings.put("teachers." + name + ".model", "demo");
      settings.put("teachers." + name + ".retry.attempts", "6");
    }
    settings.put("roles.actor.teacher", "{big: 1, small: 1, spare: 0}");
    servers[0].refuseAfter(ANSWERED);
    run = new RunContents(folder.resolve("run"));
    step(null);
  }

  @AfterAll
  static void close() {
    for (RecordingTeacher server : servers) {
      server.close();
    }
    DEMO.close();
  }

  @Test
  void whatTheLostTeacherBeganOthersFinish() throws IOException {
    assertThat(run.rows(RunDataset.TRAJECTORIES))
        .extracting(Trajectory::teacher)
        .contains("small", "big+small")
        .isSubsetOf("big", "small", "big+small")
        .as("the spare comes after those with a weight")
        .doesNotContain("spare");
    assertThat(run.rows(RunDataset.TRAJECTORIES))
        .filteredOn(one -> one.teacher().equals("big+small"))
        .allSatisfy(one -> assertThat(one.model()).isEqualTo("demo+demo"))
        .anyMatch(one -> one.status() == Trajectory.Status.FINISHED);
    assertThat(run.rows(RunDataset.SFT)).extracting(Sft::teacher).contains("big+small");
    assertThat(servers[0].bodies()).hasSizeLessThanOrEqualTo(ANSWERED);
  }

  @Test
  void eachCompletionTellsWhoGaveItAndWhosePlaceThatOneTook() throws IOException {
    List<Completion> actors =
        run.rows(RunDataset.COMPLETIONS).stream()
            .filter(one -> one.role() == TeacherRole.ACTOR)
            .toList();
    assertThat(actors)
        .filteredOn(one -> one.teacher().equals("big"))
        .extracting(Completion::insteadOf)
        .containsOnly("");
    long takenOver = actors.stream().filter(one -> one.insteadOf().equals("big")).count();
    assertThat(takenOver).isPositive();
    String page = Files.readString(run.run().resolve("report/index.html"));
    assertThat(page)
        .contains("Taken over", "big (demo), 50.0 %; small (demo), 50.0 %; spare (demo), spare");
    assertThat(Files.readString(run.run().resolve("report/report.json")))
        .contains("\"taken_over\" : " + takenOver);
  }

  @Test
  void aReplayOfMixedTrajectoriesGivesTheSameRowsAndAsksNobody() throws IOException {
    List<Trajectory> before = run.rows(RunDataset.TRAJECTORIES);
    int asked = servers[0].bodies().size() + servers[1].bodies().size();
    run.lose(RunDataset.TRAJECTORIES);
    // It is well again: whoever answered then, answers again all the same.
    servers[0].refuseAfter(Integer.MAX_VALUE);
    step(Generate.STEP);
    assertThat(run.rows(RunDataset.TRAJECTORIES)).isEqualTo(before);
    assertThat(servers[0].bodies().size() + servers[1].bodies().size()).isEqualTo(asked);
  }

  private static void step(@org.jspecify.annotations.Nullable String step) throws IOException {
    try (RunDriver driver =
        new RunDriver(new ConfigLoader().load(null, settings), run.run().toString(), true)) {
      driver.run(step);
    }
  }
}
