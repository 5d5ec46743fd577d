package io.synth.teacher;

import io.synth.config.Budget;
import io.synth.model.Lost;
import io.synth.model.Spent;
import java.util.Locale;

/** Money, tokens and calls under one budget. Guarded by its governor's lock. */
final class BudgetAccount {
  private final String owner;
  private final boolean ofTeacher;
  private final Budget budget;
  private Spent spent;
  private double reservedUsd;
  private long reservedTokens;
  private long reservedCalls;

  private BudgetAccount(String owner, boolean ofTeacher, Budget budget, Spent spent) {
    this.owner = owner;
    this.ofTeacher = ofTeacher;
    this.budget = budget;
    this.spent = spent;
  }

  static BudgetAccount ofRun(Budget budget, Spent spent) {
    return new BudgetAccount("the run", false, budget, spent);
  }

  static BudgetAccount ofTeacher(String name, Budget budget, Spent spent) {
    return new BudgetAccount("teacher '" + name + "'", true, budget, spent);
  }

  boolean affords(CallEstimate call) {
    return (budget.usd() == null || spent.usd() + reservedUsd + call.mostUsd() <= budget.usd())
        && (budget.tokens() == null
            || spent.tokens() + reservedTokens + call.mostTokens() <= budget.tokens())
        && (budget.calls() == null || spent.calls() + reservedCalls + 1 <= budget.calls());
  }

  /** Whether calls are in flight that may give some of their reservation back. */
  boolean reserved() {
    return reservedCalls > 0;
  }

  void reserve(CallEstimate call) {
    reservedCalls++;
    reservedTokens += call.mostTokens();
    reservedUsd += call.mostUsd();
  }

  void settle(CallEstimate call, Spent consumed) {
    reservedCalls--;
    reservedTokens -= call.mostTokens();
    // Sums of fractions drift: nothing reserved is exactly nothing.
    reservedUsd = reservedCalls == 0 ? 0 : reservedUsd - call.mostUsd();
    spent = spent.plus(consumed);
  }

  /** Counts what was consumed before this governor began. */
  void add(Spent before) {
    spent = spent.plus(before);
  }

  Spent spent() {
    return spent;
  }

  BudgetSpentException refusal(CallEstimate call) {
    String what;
    if (budget.calls() != null && spent.calls() + 1 > budget.calls()) {
      what = String.format(Locale.ROOT, "%d of %d calls are used", spent.calls(), budget.calls());
    } else if (budget.tokens() != null && spent.tokens() + call.mostTokens() > budget.tokens()) {
      what =
          String.format(
              Locale.ROOT,
              "%d of %d tokens are used, and the next call of teacher '%s' may take %d",
              spent.tokens(),
              budget.tokens(),
              call.teacher(),
              call.mostTokens());
    } else {
      what =
          String.format(
              Locale.ROOT,
              "%.4f of %.4f USD are used, and the next call of teacher '%s' may cost %.4f",
              spent.usd(),
              budget.usd(),
              call.teacher(),
              call.mostUsd());
    }
    return new BudgetSpentException(
        "the budget of "
            + owner
            + " is spent: "
            + what
            + lost()
            + "; raise it, or set max_tokens of the role lower, and resume the run",
        ofTeacher);
  }

  /** What of it nobody knows to have been charged: an early end wants an explanation. */
  private String lost() {
    Lost lost = spent.lost();
    if (lost.calls() == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        " (replies lost on the way count at the most they may have cost: %d calls, %d tokens,"
            + " %.4f USD)",
        lost.calls(),
        lost.tokens(),
        lost.usd());
  }
}
