package io.synth.estimate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.model.Labelled;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import java.util.ArrayList;
import java.util.List;

/**
 * What was predicted for a run when it first started, as its folder keeps it.
 *
 * @param from runs that it was made from; empty for the sample run
 * @param resumed whether the run was started again since
 */
public record Prediction(List<String> from, boolean resumed, Estimate estimate) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Prediction {
    from = List.copyOf(from);
  }

  /** The same of a run that is started again. */
  public Prediction whenResumed() {
    return new Prediction(from, true, estimate);
  }

  /** What it was made from, for people. */
  public String basis() {
    return from.isEmpty() ? "the sample run with the demo teacher" : String.join(", ", from);
  }

  /** As JSON with names in snake case. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    from.forEach(root.putArray("from")::add);
    root.put("resumed", resumed)
        .put("seeds", estimate.seeds())
        .put("tasks", estimate.tasks())
        .put("attempts", estimate.attempts());
    root.putArray("lines");
    for (Estimate.Line line : estimate.lines()) {
      root.withArray("lines")
          .addObject()
          .put("step", line.part().step())
          .put("role", line.part().role().label())
          .put("teacher", line.teacher())
          .put("calls", line.usage().calls())
          .put("prompt_tokens", line.usage().promptTokens())
          .put("cached_tokens", line.usage().cachedTokens())
          .put("cache_write_tokens", line.usage().cacheWriteTokens())
          .put("completion_tokens", line.usage().completionTokens())
          .put("reasoning_tokens", line.usage().reasoningTokens())
          .put("cost_usd", line.usage().costUsd());
    }
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads it back.
   *
   * @param name of the file, for the message
   * @throws SynthException when it is something else
   */
  public static Prediction ofJson(String json, String name) {
    try {
      JsonNode root = JSON.readTree(json);
      List<String> from = new ArrayList<>();
      root.required("from").forEach(run -> from.add(run.asText()));
      List<Estimate.Line> lines = new ArrayList<>();
      for (JsonNode line : root.required("lines")) {
        lines.add(
            new Estimate.Line(
                new Part(
                    line.required("step").asText(),
                    Labelled.of(TeacherRole.class, line.required("role").asText())),
                line.required("teacher").asText(),
                new Usage(
                    line.required("calls").asInt(),
                    line.required("prompt_tokens").asLong(),
                    line.required("cached_tokens").asLong(),
                    line.required("cache_write_tokens").asLong(),
                    line.required("completion_tokens").asLong(),
                    line.required("reasoning_tokens").asLong(),
                    line.required("cost_usd").asDouble())));
      }
      return new Prediction(
          from,
          root.required("resumed").asBoolean(),
          new Estimate(
              root.required("seeds").asLong(),
              root.required("tasks").asLong(),
              root.required("attempts").asLong(),
              lines));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          name + " holds no prediction; remove it, and the run makes another one",
          e);
    }
  }
}
