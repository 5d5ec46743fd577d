package io.synth.teacher;

import io.synth.model.Usage;
import java.io.Serializable;

/**
 * What a teacher consumed so far, earlier runs of the same folder included.
 *
 * @param usage of the replies that came
 * @param lostCalls requests that may have been charged although no usable reply came
 * @param lostTokens the most that those consumed
 * @param lostUsd the most that those cost
 */
public record Spent(Usage usage, long lostCalls, long lostTokens, double lostUsd)
    implements Serializable {
  /** Nothing. */
  public static final Spent NOTHING = new Spent(Usage.NONE, 0, 0, 0);

  /** USD that count against the budget. */
  public double usd() {
    return usage.costUsd() + lostUsd;
  }

  /** Tokens that count against the budget. */
  public long tokens() {
    return usage.promptTokens() + usage.completionTokens() + lostTokens;
  }

  /** Calls that count against the budget. */
  public long calls() {
    return usage.calls() + lostCalls;
  }

  /** The sum of both. */
  public Spent plus(Spent other) {
    return new Spent(
        usage.plus(other.usage),
        lostCalls + other.lostCalls,
        lostTokens + other.lostTokens,
        lostUsd + other.lostUsd);
  }

  /** The difference. */
  Spent minus(Spent other) {
    return new Spent(
        usage.minus(other.usage),
        lostCalls - other.lostCalls,
        lostTokens - other.lostTokens,
        lostUsd - other.lostUsd);
  }
}
