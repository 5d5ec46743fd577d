package io.synth.teacher;

import io.synth.SynthException;
import io.synth.config.TeacherConfig;
import io.synth.model.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small calls that try one thing each; one that fails is a result that is not ok. Thread-safe. */
record ProbeCalls(Teachers teachers) {
  /** Enough for a model that reasons before one short line. */
  private static final int MOST_TOKENS = 512;

  /** Tries something. */
  interface Trial {
    ProbeResult run() throws CallFailure;
  }

  static ProbeResult trial(String name, Trial trial) {
    try {
      return trial.run();
    } catch (CallFailure failure) {
      return new ProbeResult(name, false, failure.label() + ": " + failure.detail());
    } catch (SynthException e) {
      return new ProbeResult(name, false, String.valueOf(e.getMessage()));
    }
  }

  Received ask(
      TeacherConfig config, String prompt, List<ToolDefinition> tools, @Nullable ReplySchema schema)
      throws CallFailure {
    return teachers
        .once(config)
        .call(
            new ChatRequest(
                List.of(Message.user(prompt)),
                tools,
                schema,
                new Sampling(null, null, MOST_TOKENS, null, List.of())),
            null);
  }

  static String text(Received reply) {
    return Excerpt.of(reply.message().content(), null);
  }
}
