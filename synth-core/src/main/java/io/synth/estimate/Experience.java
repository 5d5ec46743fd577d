package io.synth.estimate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.SynthException;
import io.synth.model.Labelled;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What earlier runs did, as far as it tells what the next one will.
 *
 * @param seeds seeds that were read
 * @param tasks tasks that were made of them
 * @param attempts attempts of the actor at these
 * @param measured tasks that the reference model attempted
 * @param references its attempts
 * @param usage what each part consumed
 */
public record Experience(
    long seeds, long tasks, long attempts, long measured, long references, Map<Part, Usage> usage) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAMPLE = "sample-run.json";

  public Experience {
    usage = Map.copyOf(usage);
  }

  /** That of the sample run with the demo teacher: an order of magnitude. */
  public static Experience ofSample() {
    try (InputStream in =
        Objects.requireNonNull(Experience.class.getResourceAsStream(SAMPLE), SAMPLE)) {
      return ofReport(new String(in.readAllBytes(), StandardCharsets.UTF_8), SAMPLE);
    } catch (IOException e) {
      throw new IllegalStateException(SAMPLE + " cannot be read", e);
    }
  }

  /**
   * That of a run.
   *
   * @param report its {@code report/report.json}
   * @param name of the run, for the message
   * @throws SynthException when the report tells too little
   */
  public static Experience ofReport(String report, String name) {
    JsonNode root;
    try {
      root = JSON.readTree(report);
    } catch (JsonProcessingException e) {
      throw new SynthException(
          SynthException.Code.DATA, name + " has a report.json that is no JSON", e);
    }
    long references = 0;
    for (JsonNode rejection : root.path("rejections")) {
      if (rejection.path("code").asText().equals("reference")) {
        references += rejection.path("count").asLong();
      }
    }
    Map<Part, Usage> usage = new TreeMap<>();
    for (JsonNode used : root.path("teachers")) {
      TeacherRole role = Labelled.of(TeacherRole.class, used.path("role").asText());
      usage.merge(
          new Part(used.path("step").asText(Part.of(role).step()), role),
          new Usage(
              used.path("calls").asInt(),
              used.path("prompt_tokens").asLong(),
              used.path("cached_tokens").asLong(),
              used.path("cache_write_tokens").asLong(),
              used.path("completion_tokens").asLong(),
              used.path("reasoning_tokens").asLong(),
              0),
          Usage::plus);
    }
    long rollouts = Math.max(1, setting(root, "generate.reference_rollouts"));
    long seeds = reached(root, "Seeds");
    if (seeds == 0) {
      throw new SynthException(
          SynthException.Code.DATA, name + " read no seeds, so it tells nothing of others");
    }
    return new Experience(
        seeds,
        reached(root, "Tasks"),
        reached(root, "Trajectories") - references,
        references / rollouts,
        references,
        usage);
  }

  private static long reached(JsonNode report, String stage) {
    for (JsonNode line : report.path("funnel")) {
      if (line.path("name").asText().equals(stage)) {
        return line.path("count").asLong();
      }
    }
    return 0;
  }

  private static long setting(JsonNode report, String key) {
    for (JsonNode setting : report.path("run").path("settings")) {
      if (setting.path("key").asText().equals(key)) {
        return setting.path("value").asLong();
      }
    }
    return 0;
  }

  /** Both together. */
  public Experience plus(Experience other) {
    Map<Part, Usage> sum = new TreeMap<>();
    sum.putAll(usage);
    other.usage.forEach((role, used) -> sum.merge(role, used, Usage::plus));
    return new Experience(
        seeds + other.seeds,
        tasks + other.tasks,
        attempts + other.attempts,
        measured + other.measured,
        references + other.references,
        sum);
  }
}
