package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.config.StructuredMode;
import io.synth.config.TeacherConfig;
import io.synth.config.ToolMode;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tries what a teacher can do, with a few small real calls. Thread-safe. */
public final class TeacherProbe {
  /** Enough for a model that reasons before one short line. */
  private static final int MOST_TOKENS = 512;

  private static final ObjectNode CITY = closed(Map.of("city", type("string")));
  private static final ReplySchema TURN =
      new ReplySchema(
          "probe", closed(new TreeMap<>(Map.of("tool", type("string"), "arguments", CITY))));

  private final Teachers teachers;

  public TeacherProbe(Teachers teachers) {
    this.teachers = teachers;
  }

  /**
   * Tries everything; a failing call becomes a result that is not ok.
   *
   * @param teacher name in the configuration
   */
  public List<ProbeResult> probe(String teacher) {
    List<ProbeResult> results = new ArrayList<>();
    try {
      TeacherConfig config = teachers.config(teacher);
      if (reachable(config, results)) {
        acting(config, results);
        results.add(streaming(config));
      }
    } catch (SynthException e) {
      results.add(new ProbeResult("reachable", false, String.valueOf(e.getMessage())));
    }
    return List.copyOf(results);
  }

  private boolean reachable(TeacherConfig config, List<ProbeResult> results) {
    try {
      Received reply = ask(config, "Reply with the word: ready", List.of(), null);
      results.add(new ProbeResult("reachable", true, "replied: " + text(reply)));
      results.add(
          new ProbeResult(
              "model",
              true,
              reply.model().equals(config.model())
                  ? reply.model()
                  : reply.model() + " (configured: " + config.model() + ")"));
      results.add(
          new ProbeResult(
              "usage",
              reply.counted(),
              reply.counted()
                  ? reply.usage().promptTokens()
                      + " input and "
                      + reply.usage().completionTokens()
                      + " output tokens"
                  : "the server counts no tokens; costs are estimated from the text"));
      results.add(new ProbeResult("latency", true, reply.latencyMs() + " ms"));
      return true;
    } catch (CallFailure failure) {
      results.add(new ProbeResult("reachable", false, failed(failure)));
      return false;
    } catch (SynthException e) {
      results.add(new ProbeResult("reachable", false, String.valueOf(e.getMessage())));
      return false;
    }
  }

  /** Native tool calls, then turns as JSON, which stand in for them; then what fits. */
  private void acting(TeacherConfig config, List<ProbeResult> results) {
    Set<ToolMode> work = EnumSet.noneOf(ToolMode.class);
    ProbeResult called = nativeCall(config);
    ProbeResult bySchema = jsonTurn(config, StructuredMode.JSON_SCHEMA);
    ProbeResult byPrompt = jsonTurn(config, StructuredMode.PROMPT);
    results.addAll(List.of(called, bySchema, byPrompt));
    if (called.ok()) {
      work.add(ToolMode.NATIVE);
    }
    if (bySchema.ok()) {
      work.add(ToolMode.JSON_SCHEMA);
    }
    if (byPrompt.ok()) {
      work.add(ToolMode.PROMPT);
    }
    results.add(setting(config, work));
  }

  private ProbeResult nativeCall(TeacherConfig config) {
    ToolDefinition tool = new ToolDefinition("population", "The number of people in a city.", CITY);
    return trial(
        "tools",
        () -> {
          Received reply =
              ask(
                  config,
                  "How many people live in Chengdu? Call the tool population to find out.",
                  List.of(tool),
                  null);
          List<ToolCall> calls = reply.message().toolCalls();
          return calls.isEmpty()
              ? new ProbeResult("tools", false, "no tool was called; replied: " + text(reply))
              : new ProbeResult(
                  "tools",
                  !calls.get(0).function().arguments().contains("_invalid"),
                  "called "
                      + calls.get(0).function().name()
                      + " with "
                      + Excerpt.of(calls.get(0).function().arguments(), null));
        });
  }

  private ProbeResult jsonTurn(TeacherConfig config, StructuredMode mode) {
    String name = mode == StructuredMode.JSON_SCHEMA ? "json_schema" : "json by prompt";
    return trial(
        name,
        () -> {
          Received reply =
              ask(
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
                  name, false, String.join("; ", reading.errors()) + "; replied: " + text(reply));
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

  private ProbeResult streaming(TeacherConfig config) {
    return trial(
        "streaming",
        () -> {
          Received reply =
              ask(
                  config.toBuilder().stream(true).build(),
                  "Reply with the word: ready",
                  List.of(),
                  null);
          return new ProbeResult(
              "streaming", true, reply.counted() ? "with token counts" : "without token counts");
        });
  }

  private interface Call {
    ProbeResult run() throws CallFailure;
  }

  private static ProbeResult trial(String name, Call call) {
    try {
      return call.run();
    } catch (CallFailure failure) {
      return new ProbeResult(name, false, failed(failure));
    } catch (SynthException e) {
      return new ProbeResult(name, false, String.valueOf(e.getMessage()));
    }
  }

  private Received ask(
      TeacherConfig config, String prompt, List<ToolDefinition> tools, @Nullable ReplySchema schema)
      throws CallFailure {
    return teachers
        .once(config)
        .call(
            new ChatRequest(
                List.of(Message.user(prompt)),
                tools,
                schema,
                new Sampling(null, null, MOST_TOKENS, null, List.of())));
  }

  private static String failed(CallFailure failure) {
    return failure.label() + ": " + failure.detail();
  }

  private static String text(Received reply) {
    return Excerpt.of(reply.message().content(), null);
  }

  private static ObjectNode type(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static ObjectNode closed(Map<String, ObjectNode> members) {
    ObjectNode schema = type("object");
    members.forEach(
        (name, member) -> {
          schema.withObject("properties").set(name, member);
          schema.withArray("required").add(name);
        });
    return schema.put("additionalProperties", false);
  }
}
