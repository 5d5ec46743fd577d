package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Message;
import io.synth.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A reply as a protocol read it.
 *
 * @param model as the server named it
 * @param usage as the server counted it, without cost; null when it told nothing
 * @param blocks as in {@link ChatReply}
 */
public record WireReply(
    Message message,
    ChatReply.Finish finish,
    String model,
    @Nullable Usage usage,
    @Nullable JsonNode blocks) {}
