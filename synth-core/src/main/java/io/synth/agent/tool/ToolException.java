package io.synth.agent.tool;

/** A tool call failed; the message is for the teacher: what was wrong and what would be right. */
public final class ToolException extends Exception {
  private static final long serialVersionUID = 1L;

  public ToolException(String message) {
    super(message);
  }
}
