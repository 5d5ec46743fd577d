package io.synth.model;

import java.io.Serializable;

/**
 * What counts against a budget.
 *
 * @param usage of the replies that came
 * @param lost of requests without one
 */
public record Spent(Usage usage, Lost lost) implements Serializable {
  /** Nothing. */
  public static final Spent NOTHING = new Spent(Usage.NONE, Lost.NONE);

  /** USD that count against the budget. */
  public double usd() {
    return usage.costUsd() + lost.usd();
  }

  /** Tokens that count against the budget. */
  public long tokens() {
    return usage.promptTokens() + usage.completionTokens() + lost.tokens();
  }

  /** Calls that count against the budget. */
  public long calls() {
    return usage.calls() + lost.calls();
  }

  /** The sum of both. */
  public Spent plus(Spent other) {
    return new Spent(usage.plus(other.usage), lost.plus(other.lost));
  }

  /** The difference. */
  public Spent minus(Spent other) {
    return new Spent(usage.minus(other.usage), lost.minus(other.lost));
  }
}
