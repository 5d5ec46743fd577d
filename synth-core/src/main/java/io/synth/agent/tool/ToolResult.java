package io.synth.agent.tool;

/**
 * What a tool call gave.
 *
 * @param text as the teacher reads it
 * @param empty whether it found nothing, e.g. a search without hits
 */
public record ToolResult(String text, boolean empty) {
  public static ToolResult of(String text) {
    return new ToolResult(text, false);
  }
}
