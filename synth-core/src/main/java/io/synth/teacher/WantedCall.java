package io.synth.teacher;

import org.jspecify.annotations.Nullable;

/**
 * A call that need not be answered at once: what a batch carries of it.
 *
 * @param id of the request, the same whenever it is made; up to 64 ASCII letters and digits
 * @param body the request as JSON, in the teacher's protocol
 * @param schema that the reply must satisfy; null for free text
 * @param estimate what it may consume, at the price of batches
 */
public record WantedCall(
    CallKey key, String id, String body, @Nullable ReplySchema schema, CallEstimate estimate) {}
