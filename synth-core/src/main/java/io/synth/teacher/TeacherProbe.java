package io.synth.teacher;

import io.synth.SynthException;
import io.synth.config.TeacherConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Tries what a teacher can do, with a few small real calls. Thread-safe. */
public final class TeacherProbe {
  private final Teachers teachers;
  private final ProbeCalls calls;

  public TeacherProbe(Teachers teachers) {
    this.teachers = teachers;
    this.calls = new ProbeCalls(teachers);
  }

  /**
   * Tries everything; a failing call becomes a result that is not ok.
   *
   * @param teacher name in the configuration
   */
  public List<ProbeResult> probe(String teacher) {
    List<ProbeResult> results = new ArrayList<>();
    TeacherConfig config;
    try {
      config = teachers.config(teacher);
    } catch (SynthException e) {
      return List.of(new ProbeResult("reachable", false, String.valueOf(e.getMessage())));
    }
    results.add(ProbeCalls.trial("reachable", () -> reached(config, results)));
    // What the first reply tells came before it.
    ProbeResult reachable = results.remove(results.size() - 1);
    results.add(0, reachable);
    if (reachable.ok()) {
      results.add(context(config));
      results.addAll(new ActingProbe(calls).probe(config));
      results.add(streaming(config));
    }
    return List.copyOf(results);
  }

  private ProbeResult reached(TeacherConfig config, List<ProbeResult> results) throws CallFailure {
    Received reply = calls.ask(config, "Reply with the word: ready", List.of(), null);
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
    String reasoning = reply.message().reasoningContent();
    results.add(
        new ProbeResult(
            "reasoning",
            reasoning != null,
            reasoning == null
                ? "none came with the reply"
                : "apart from the reply: " + Excerpt.of(reasoning, null)));
    results.add(new ProbeResult("latency", true, reply.latencyMs() + " ms"));
    return new ProbeResult("reachable", true, "replied: " + ProbeCalls.text(reply));
  }

  /** Asks the server rather than sending a prompt that is too long, which might be paid. */
  private ProbeResult context(TeacherConfig config) {
    int configured = config.contextTokens();
    return ProbeCalls.trial(
        "context length",
        () -> {
          OptionalInt served = ServedContext.of(teachers.models(config), config.model());
          if (served.isEmpty()) {
            return new ProbeResult(
                "context length",
                false,
                "the server doesn't tell it (context_tokens: " + configured + ")");
          }
          boolean fits = configured <= served.getAsInt();
          return new ProbeResult(
              "context length",
              fits,
              served.getAsInt()
                  + " tokens (context_tokens: "
                  + configured
                  + (fits ? ")" : "; set it no higher than the server's)"));
        });
  }

  private ProbeResult streaming(TeacherConfig config) {
    return ProbeCalls.trial(
        "streaming",
        () -> {
          Received reply =
              calls.ask(
                  config.toBuilder().stream(true).build(),
                  "Reply with the word: ready",
                  List.of(),
                  null);
          return new ProbeResult(
              "streaming", true, reply.counted() ? "with token counts" : "without token counts");
        });
  }
}
