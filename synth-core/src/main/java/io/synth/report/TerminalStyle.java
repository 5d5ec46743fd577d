package io.synth.report;

/**
 * How text for a terminal is laid out.
 *
 * @param columns width of the terminal in columns
 * @param colour whether to colour with ANSI sequences
 * @param full whether to show long tool results and prompts whole instead of their beginning
 */
public record TerminalStyle(int columns, boolean colour, boolean full) {
  private static final int LEAST = 24;

  public TerminalStyle {
    if (columns < LEAST) {
      throw new IllegalArgumentException(
          "a terminal of "
              + columns
              + " columns is too narrow: make it at least "
              + LEAST
              + " columns wide");
    }
  }
}
