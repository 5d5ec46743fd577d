package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.agent.Acting;
import io.synth.config.ConfigLoader;
import io.synth.config.SynthConfig;
import io.synth.model.Language;
import io.synth.model.Trajectory;
import io.synth.recipe.Recipes;
import io.synth.run.RunDataset;
import io.synth.teacher.demo.DemoTeacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a server's prompt cache lives on: each request of a trajectory begins, byte by byte, with
 * the whole of the one before it, tools and system prompt included. Told by the bodies of real
 * trajectories in every way of acting, in both languages.
 */
class SharedPrefixTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";

  @TempDir private static Path folder;

  @ParameterizedTest
  @CsvSource({"openai, json_schema", "openai, prompt", "anthropic, json_schema"})
  void eachRequestOfATrajectoryBeginsWithTheOneBeforeIt(String protocol, String structured)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(protocol + "-" + structured));
    Map<String, String> settings = SampleSeeds.inBothLanguages(own, 2);
    settings.put("index", folder.resolve("index").toString());
    settings.put("spark.master", "local[2]");
    settings.put("generate.rollouts", "1");
    settings.put("generate.reference_rollouts", "0");
    // Some are made to answer, and some have to reflect.
    settings.put("generate.max_steps", "5");
    settings.put("demo.wrong_answer", "0.4");
    List<Trajectory> trajectories;
    List<String> bodies;
    SynthConfig demo = new ConfigLoader().load(null, settings);
    try (DemoTeacher answering = DemoTeacher.start(TeacherParts.demo(demo));
        RecordingTeacher teacher = new RecordingTeacher(answering.address())) {
      for (String role : List.of("actor", "writer", "judge", "reference")) {
        settings.put("teachers." + role + ".base_url", teacher.baseUrl());
        settings.put("teachers." + role + ".model", role);
        settings.put("teachers." + role + ".protocol", protocol);
        settings.put("teachers." + role + ".structured", structured);
        settings.put("roles." + role + ".teacher", role);
      }
      Path run = own.resolve("run");
      for (String step : List.of(Ingest.STEP, Generate.STEP)) {
        try (RunDriver driver =
            new RunDriver(new ConfigLoader().load(null, settings), run.toString(), true)) {
          driver.run(step);
        }
      }
      trajectories =
          RunReader.open(run.toString())
              .all(RunDataset.TRAJECTORIES, row -> true, Integer.MAX_VALUE);
      bodies = teacher.bodies();
    }

    assertThat(acted(trajectories)).contains(Acting.REACT, Acting.REFLECT, Acting.DEEP_VERIFY);
    assertThat(trajectories).extracting(Trajectory::language).contains(Language.EN, Language.ZH);
    assertThat(trajectories).anyMatch(one -> one.status() == Trajectory.Status.FORCED);
    assertThat(trajectories).anyMatch(one -> one.reflections() > 0);
    List<Asked> asked = new ArrayList<>();
    for (String body : bodies) {
      if (JSON.readTree(body).path("model").asText().equals("actor")) {
        asked.add(Asked.of(body.replace(MARK, "")));
      }
    }
    // Without the brackets that close the messages and, with blocks, the last turn.
    int closing = (protocol.equals("anthropic") ? "]}]" : "]").length();
    int followed = 0;
    for (int i = 0; i < asked.size(); i++) {
      Asked one = asked.get(i);
      if (one.turns() > 0) {
        followed++;
        assertThat(asked.subList(0, i))
            .as("the call before the one with %d turns: %s", one.turns(), one.last())
            .anyMatch(
                before ->
                    before.turns() == one.turns() - 1
                        && one.beginning()
                            .startsWith(
                                before
                                    .beginning()
                                    .substring(0, before.beginning().length() - closing)));
      }
    }
    assertThat(followed).isGreaterThan(100);
  }

  /**
   * A request of the actor.
   *
   * @param beginning its body up to the end of the messages
   * @param turns turns of the actor in it
   * @param last the last message
   */
  private record Asked(String beginning, int turns, String last) {
    static Asked of(String body) throws IOException {
      JsonNode messages = JSON.readTree(body).path("messages");
      int turns = 0;
      for (JsonNode message : messages) {
        turns += message.path("role").asText().equals("assistant") ? 1 : 0;
      }
      String text = messages.toString();
      return new Asked(
          body.substring(0, body.indexOf(text) + text.length()),
          turns,
          messages.path(messages.size() - 1).toString());
    }
  }

  private static Set<Acting> acted(List<Trajectory> trajectories) {
    return trajectories.stream()
        .filter(one -> one.usage().calls() > 1)
        .map(one -> Recipes.named(one.recipe()).acting())
        .collect(Collectors.toSet());
  }
}
