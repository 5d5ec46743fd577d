package io.synth.report;

/**
 * One trajectory as text for a terminal: what it is and what became of it, the task, every turn
 * with its calls and results, the outcome with its sources, and the verdicts with the passages that
 * they point at. No line is wider than the terminal, wide characters counted as two columns;
 * control characters in the data are made visible and never reach the terminal. Equal input gives
 * equal text. Thread-safe.
 */
public final class TrajectoryText {
  private TrajectoryText() {}

  /** The text; it ends with a line feed. */
  public static String of(ShownTrajectory shown, TerminalStyle style) {
    TerminalPage page = new TerminalPage(style);
    Citations citations = new Citations(shown.trajectory().sources());
    TrajectoryHeader.write(shown, page);
    page.blank();
    TaskText.write(shown.task(), page);
    page.blank();
    TurnText.write(shown, citations, page);
    page.blank();
    OutcomeText.write(shown.trajectory(), citations, page);
    page.blank();
    VerdictText.write(shown, page);
    return page.toString();
  }
}
