package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.model.Usage;
import java.util.function.UnaryOperator;
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
    @Nullable JsonNode blocks) {
  /** The same without a secret, which a server may echo: replies are kept, and trained on. */
  WireReply without(String secret) {
    if (!holds(secret)) {
      return this;
    }
    UnaryOperator<String> clean = text -> Excerpt.without(text, secret);
    String reasoning = message.reasoningContent();
    Message cleaned =
        Message.assistant(
            clean.apply(message.content()),
            reasoning == null ? null : clean.apply(reasoning),
            message.toolCalls().stream()
                .map(
                    call ->
                        ToolCall.of(
                            clean.apply(call.id()),
                            clean.apply(call.function().name()),
                            clean.apply(call.function().arguments())))
                .toList());
    // The server would not take its blocks back in any other wording.
    boolean told = blocks != null && blocks.toString().contains(secret);
    return new WireReply(cleaned, finish, clean.apply(model), usage, told ? null : blocks);
  }

  private boolean holds(String secret) {
    String reasoning = message.reasoningContent();
    return message.content().contains(secret)
        || model.contains(secret)
        || (reasoning != null && reasoning.contains(secret))
        || (blocks != null && blocks.toString().contains(secret))
        || message.toolCalls().stream().anyMatch(call -> call.toString().contains(secret));
  }
}
