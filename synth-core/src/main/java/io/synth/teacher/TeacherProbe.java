package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries what a teacher can do, with a few small real calls. Thread-safe. */
public final class TeacherProbe {
  /** Enough for a model that reasons before one short line. */
  private static final int MOST_TOKENS = 1024;

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
        tools(config, results);
        schema(config, results);
        streaming(config, results);
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

  private void tools(TeacherConfig config, List<ProbeResult> results) {
    ObjectNode parameters = object("city", "string");
    ToolDefinition tool =
        new ToolDefinition("population", "The number of people in a city.", parameters);
    try {
      Received reply =
          ask(
              config,
              "How many people live in Chengdu? Call the tool population to find out.",
              List.of(tool),
              null);
      List<ToolCall> calls = reply.message().toolCalls();
      results.add(
          calls.isEmpty()
              ? new ProbeResult("tools", false, "no tool was called; replied: " + text(reply))
              : new ProbeResult(
                  "tools",
                  !calls.get(0).function().arguments().contains("_invalid"),
                  "called "
                      + calls.get(0).function().name()
                      + " with "
                      + Excerpt.of(calls.get(0).function().arguments(), null)));
    } catch (CallFailure failure) {
      results.add(new ProbeResult("tools", false, failed(failure)));
    } catch (SynthException e) {
      results.add(new ProbeResult("tools", false, String.valueOf(e.getMessage())));
    }
  }

  private void schema(TeacherConfig config, List<ProbeResult> results) {
    ReplySchema schema = new ReplySchema("probe", object("sum", "integer"));
    String by = " (asked by " + config.structured().label() + ")";
    try {
      Received reply =
          ask(config, "Give the sum of 2 and 3 as JSON, in the member sum.", List.of(), schema);
      StructuredReply.Reading reading = StructuredReply.of(schema).read(reply.message().content());
      JsonNode value = reading.value();
      results.add(
          value != null
              ? new ProbeResult("json_schema", true, value + by)
              : new ProbeResult("json_schema", false, String.join("; ", reading.errors()) + by));
    } catch (CallFailure failure) {
      results.add(new ProbeResult("json_schema", false, failed(failure)));
    } catch (SynthException e) {
      results.add(new ProbeResult("json_schema", false, String.valueOf(e.getMessage())));
    }
  }

  private void streaming(TeacherConfig config, List<ProbeResult> results) {
    try {
      Received reply =
          ask(
              config.toBuilder().stream(true).build(),
              "Reply with the word: ready",
              List.of(),
              null);
      results.add(
          new ProbeResult(
              "streaming", true, reply.counted() ? "with token counts" : "without token counts"));
    } catch (CallFailure failure) {
      results.add(new ProbeResult("streaming", false, failed(failure)));
    } catch (SynthException e) {
      results.add(new ProbeResult("streaming", false, String.valueOf(e.getMessage())));
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

  private static ObjectNode object(String member, String type) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putObject("properties").putObject(member).put("type", type);
    schema.putArray("required").add(member);
    return schema.put("additionalProperties", false);
  }
}
