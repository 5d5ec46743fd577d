package io.synth.teacher;

import io.synth.SynthException;

/**
 * The budget allows no further call. The run ends cleanly and can be resumed with a larger budget.
 */
public class BudgetSpentException extends SynthException {
  private static final long serialVersionUID = 1L;

  public BudgetSpentException(String message) {
    super(Code.BUDGET, message);
  }
}
