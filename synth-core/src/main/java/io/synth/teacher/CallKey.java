package io.synth.teacher;

import io.synth.model.Completion;
import io.synth.model.Lost;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;

/**
 * Which call a completion is of.
 *
 * @param itemId the seed, task, attempt or trajectory that asks
 * @param step the job that asks
 * @param fingerprint of the request
 * @param insteadOf the teacher that this one took the item over from; empty for most
 */
public record CallKey(
    String itemId,
    String step,
    String fingerprint,
    TeacherRole role,
    String teacher,
    String insteadOf) {

  /** The completion of a reply. */
  Completion reply(Received received, String batch, long now) {
    Usage consumed = received.usage();
    Lost lost = received.lost();
    return new Completion(
        itemId,
        step,
        fingerprint,
        role,
        teacher,
        insteadOf,
        received.model(),
        JournaledReply.write(received.message(), received.finish(), received.blocks()),
        consumed.promptTokens(),
        consumed.cachedTokens(),
        consumed.cacheWriteTokens(),
        consumed.completionTokens(),
        consumed.reasoningTokens(),
        consumed.costUsd(),
        received.attempts(),
        received.latencyMs(),
        now,
        "",
        lost.calls(),
        lost.tokens(),
        lost.usd(),
        batch);
  }

  /**
   * The completion of a call without a usable reply.
   *
   * @param failure its code
   * @param story what happened
   */
  Completion failure(
      String failure,
      String model,
      String story,
      int attempts,
      long elapsedMs,
      Lost lost,
      String batch,
      long now) {
    return new Completion(
        itemId,
        step,
        fingerprint,
        role,
        teacher,
        insteadOf,
        model,
        JournaledReply.writeFailure(story),
        0,
        0,
        0,
        0,
        0,
        0,
        attempts,
        elapsedMs,
        now,
        failure,
        lost.calls(),
        lost.tokens(),
        lost.usd(),
        batch);
  }

  CallKey withFingerprint(String other) {
    return new CallKey(itemId, step, other, role, teacher, insteadOf);
  }
}
