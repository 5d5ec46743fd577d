package io.synth.teacher;

import io.synth.config.SamplingDefaults;
import io.synth.config.TeacherConfig;
import java.nio.charset.StandardCharsets;

/**
 * A teacher in one role.
 *
 * @param defaults sampling settings for requests that leave them open
 */
record Teacher(
    TeacherConfig config,
    SamplingDefaults defaults,
    TeacherProtocol protocol,
    RetryingCaller caller) {
  String name() {
    return config.name();
  }

  /** What is sent of a request's settings. */
  Sampling sent(Sampling filled) {
    return protocol.sent(config, filled);
  }

  /** A call as a batch carries it: not streamed, at the price of batches. */
  WantedCall wanted(CallKey key, String id, ChatRequest request) {
    TeacherConfig batched = config.forBatches();
    return new WantedCall(
        key,
        id,
        new String(protocol.encode(batched, request), StandardCharsets.UTF_8),
        request.schema(),
        TokenEstimate.of(batched, request));
  }

  /** The request's own settings, the open ones filled in. */
  Sampling fill(Sampling own) {
    return new Sampling(
        own.temperature() != null ? own.temperature() : defaults.temperature(),
        own.topP() != null ? own.topP() : defaults.topP(),
        own.maxTokens() != null ? own.maxTokens() : defaults.maxTokens(),
        own.seed(),
        own.stop().isEmpty() ? defaults.stop() : own.stop());
  }
}
