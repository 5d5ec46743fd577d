package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.config.TeacherConfig;
import io.synth.model.Lost;
import io.synth.model.Message;
import io.synth.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it arrived.
 *
 * @param model as the server named it
 * @param usage cost included; estimated from the text where the server counted nothing
 * @param counted whether the server itself counted the usage
 * @param attempts HTTP requests that it took
 * @param latencyMs from the first request to the whole reply, delays between included
 * @param blocks as in {@link ChatReply}
 * @param rate what the response's headers told of rate limits
 * @param lost attempts before that may have been charged
 */
record Received(
    Message message,
    ChatReply.Finish finish,
    String model,
    Usage usage,
    boolean counted,
    int attempts,
    long latencyMs,
    @Nullable JsonNode blocks,
    RateHeaders rate,
    Lost lost) {

  /** A reply to one request. */
  static Received of(
      TeacherConfig teacher,
      ChatRequest request,
      WireReply reply,
      long latencyMs,
      RateHeaders rate) {
    Usage told = believable(reply.usage()) ? reply.usage() : null;
    Usage usage = told != null ? told : TokenEstimate.usage(request, reply.message());
    double cost =
        teacher
            .prices()
            .cost(
                usage.promptTokens(),
                usage.cachedTokens(),
                usage.cacheWriteTokens(),
                usage.completionTokens());
    return new Received(
        reply.message(),
        reply.finish(),
        reply.model().isEmpty() ? teacher.model() : reply.model(),
        usage.withCost(cost),
        told != null,
        1,
        latencyMs,
        reply.blocks(),
        rate,
        Lost.NONE);
  }

  /** No prompt has no token: such a count would spend no budget. */
  private static boolean believable(@Nullable Usage told) {
    return told != null && told.promptTokens() > 0;
  }

  Received after(int moreAttempts, long moreMs, Lost moreLost) {
    return new Received(
        message,
        finish,
        model,
        usage,
        counted,
        attempts + moreAttempts,
        latencyMs + moreMs,
        blocks,
        rate,
        lost.plus(moreLost));
  }
}
