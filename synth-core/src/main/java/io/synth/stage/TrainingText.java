package io.synth.stage;

import io.synth.model.FunctionCall;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import io.synth.text.ControlTokens;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts safe for any trainer: in NFC, as tokenizers normalise; without lone surrogates, which
 * Parquet can't hold; with chat control tokens broken up, which loaders would take for real ones.
 */
final class TrainingText {
  private static final char REPLACEMENT = '\uFFFD';

  private TrainingText() {}

  static String of(String text) {
    return ControlTokens.breakUp(Normalizer.normalize(wellFormed(text), Normalizer.Form.NFC));
  }

  /** The turn with its texts made safe, empty reasoning left out, empty arguments {@code {}}. */
  static Message of(Message message) {
    return new Message(
        message.role(),
        of(message.content()),
        reasoning(message.reasoningContent()),
        message.toolCalls().stream().map(TrainingText::of).toList(),
        message.toolCallId(),
        message.name());
  }

  private static ToolCall of(ToolCall call) {
    String arguments = call.function().arguments();
    return new ToolCall(
        call.id(),
        "function",
        new FunctionCall(call.function().name(), arguments.isBlank() ? "{}" : of(arguments)));
  }

  private static @Nullable String reasoning(@Nullable String reasoning) {
    return reasoning == null || reasoning.isBlank() ? null : of(reasoning);
  }

  private static String wellFormed(String text) {
    StringBuilder fixed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      fixed = fixed == null ? new StringBuilder(text) : fixed;
      fixed.setCharAt(i, REPLACEMENT);
    }
    return fixed == null ? text : fixed.toString();
  }
}
