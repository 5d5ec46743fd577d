package io.synth.agent;

/**
 * What a tool call gave.
 *
 * @param text as the teacher reads it; of a failed call it begins with {@code error: }
 * @param error whether the call failed
 * @param empty whether it found nothing, e.g. a search without hits
 */
public record ToolOutcome(String text, boolean error, boolean empty) {
  /** A call that gave something. */
  public static ToolOutcome of(String text) {
    return new ToolOutcome(text, false, false);
  }

  /** A failed call; the message tells the teacher what was wrong and what would be right. */
  public static ToolOutcome failed(String message) {
    return new ToolOutcome("error: " + message, true, false);
  }

  /** Whether nothing can be learned from the result. */
  boolean fruitless() {
    return error || empty;
  }
}
