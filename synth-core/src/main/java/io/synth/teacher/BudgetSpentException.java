package io.synth.teacher;

import io.synth.SynthException;

/**
 * The budget allows no further call. The run ends cleanly and can be resumed with a larger budget.
 */
public class BudgetSpentException extends SynthException {
  private static final long serialVersionUID = 1L;

  private final boolean ofTeacher;

  /**
   * @param ofTeacher whether it is the budget of one teacher, and others may have some left
   */
  public BudgetSpentException(String message, boolean ofTeacher) {
    super(Code.BUDGET, message);
    this.ofTeacher = ofTeacher;
  }

  /** Whether it is the budget of one teacher; false for the run's. */
  public boolean ofTeacher() {
    return ofTeacher;
  }
}
