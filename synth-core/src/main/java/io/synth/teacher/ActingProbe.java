package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.config.StructuredMode;
import io.synth.config.TeacherConfig;
import io.synth.config.ToolMode;
import io.synth.model.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Tries the ways in which a teacher may act: its server's own tool calls, and turns as JSON, by
 * schema or in words, which stand in for them; then tells which setting fits. Thread-safe.
 */
final class ActingProbe {
  private static final JsonNode CITY =
      json(
          "{'type':'object','properties':{'city':{'type':'string'}},'required':['city'],"
              + "'additionalProperties':false}");

  /** As short as a turn can be: what is open in it, a small model may fill without end. */
  private static final ReplySchema TURN =
      new ReplySchema(
          "probe",
          json(
              "{'type':'object','properties':{'tool':{'type':'string','enum':['population']},"
                  + "'arguments':"
                  + CITY.toString().replace('"', '\'')
                  + "},'required':['tool','arguments'],'additionalProperties':false}"));

  private static final ToolDefinition POPULATION =
      new ToolDefinition("population", "The number of people in a city.", CITY);

  private final ProbeCalls calls;

  ActingProbe(ProbeCalls calls) {
    this.calls = calls;
  }

  List<ProbeResult> probe(TeacherConfig config) {
    List<ProbeResult> results = new ArrayList<>();
    Set<ToolMode> work = EnumSet.noneOf(ToolMode.class);
    ProbeResult called = nativeCall(config);
    results.add(called);
    if (called.ok()) {
      work.add(ToolMode.NATIVE);
      results.add(parallelCalls(config));
    }
    ProbeResult bySchema = jsonTurn("json_schema", config, StructuredMode.JSON_SCHEMA);
    ProbeResult byPrompt = jsonTurn("json by prompt", config, StructuredMode.PROMPT);
    results.add(bySchema);
    results.add(byPrompt);
    if (bySchema.ok()) {
      work.add(ToolMode.JSON_SCHEMA);
    }
    if (byPrompt.ok()) {
      work.add(ToolMode.PROMPT);
    }
    results.add(setting(config, work));
    return results;
  }

  private ProbeResult nativeCall(TeacherConfig config) {
    return ProbeCalls.trial(
        "tools",
        () -> {
          Received reply =
              calls.ask(
                  config,
                  "How many people live in Chengdu? Call the tool population to find out.",
                  List.of(POPULATION),
                  null);
          List<ToolCall> made = reply.message().toolCalls();
          return made.isEmpty()
              ? new ProbeResult(
                  "tools", false, "no tool was called; replied: " + ProbeCalls.text(reply))
              : new ProbeResult(
                  "tools",
                  !made.get(0).function().arguments().contains("_invalid"),
                  "called "
                      + made.get(0).function().name()
                      + " with "
                      + Excerpt.of(made.get(0).function().arguments(), null));
        });
  }

  private ProbeResult parallelCalls(TeacherConfig config) {
    return ProbeCalls.trial(
        "parallel calls",
        () -> {
          int made =
              calls
                  .ask(
                      config,
                      "How many people live in Chengdu, and how many in Lyon? Call the tool"
                          + " population for both cities at once, in one turn.",
                      List.of(POPULATION),
                      null)
                  .message()
                  .toolCalls()
                  .size();
          return new ProbeResult(
              "parallel calls", made > 1, made + (made == 1 ? " call" : " calls") + " in a turn");
        });
  }

  private ProbeResult jsonTurn(String name, TeacherConfig config, StructuredMode mode) {
    return ProbeCalls.trial(
        name,
        () -> {
          Received reply =
              calls.ask(
                  config.toBuilder().structured(mode).build(),
                  "How many people live in Chengdu? The tool population tells it of a city. Call it"
                      + " by writing one JSON object with its name in the member tool and"
                      + " {\"city\": \"...\"} in the member arguments.",
                  List.of(),
                  TURN);
          StructuredReply.Reading reading =
              StructuredReply.of(TURN).read(reply.message().content());
          JsonNode value = reading.value();
          return value != null
              ? new ProbeResult(name, true, Excerpt.of(value.toString(), null))
              : new ProbeResult(
                  name,
                  false,
                  String.join("; ", reading.errors()) + "; replied: " + ProbeCalls.text(reply));
        });
  }

  /** Whether the configured ways are among those that work, and which are the best of these. */
  private static ProbeResult setting(TeacherConfig config, Set<ToolMode> work) {
    if (work.isEmpty()) {
      return new ProbeResult(
          "setting", false, "neither tool calls nor JSON came: this teacher can't act");
    }
    boolean schema = work.contains(ToolMode.JSON_SCHEMA);
    boolean prompt = work.contains(ToolMode.PROMPT);
    String best = "tools: " + work.iterator().next().label();
    if (schema || prompt) {
      best +=
          ", structured: " + (schema ? StructuredMode.JSON_SCHEMA : StructuredMode.PROMPT).label();
    } else {
      best += "; structured replies did not come either way";
    }
    String configured =
        "tools: " + config.tools().label() + ", structured: " + config.structured().label();
    boolean ok =
        work.contains(config.tools())
            && (config.structured() == StructuredMode.JSON_SCHEMA ? schema : prompt);
    return new ProbeResult(
        "setting",
        ok,
        best.equals(configured)
            ? "as it fits: " + best
            : "fits: " + best + " (configured: " + configured + ")");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalStateException("a schema of ours is JSON", e);
    }
  }
}
