package io.synth.teacher;

import org.jspecify.annotations.Nullable;

/** Sends a request to one teacher. Thread-safe. */
interface Caller {
  /**
   * The reply.
   *
   * @param idempotencyKey what the server may tell this call's repetitions by; null for a call that
   *     is never repeated
   */
  Received call(ChatRequest request, @Nullable String idempotencyKey) throws CallFailure;
}
