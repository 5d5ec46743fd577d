package io.synth.model;

import java.io.Serializable;

/**
 * Requests that may have been charged although no usable reply came.
 *
 * @param calls how many
 * @param tokens the most that they consumed
 * @param usd the most that they cost, in USD
 */
public record Lost(long calls, long tokens, double usd) implements Serializable {
  /** None. */
  public static final Lost NONE = new Lost(0, 0, 0);

  /** The sum of both. */
  public Lost plus(Lost other) {
    return new Lost(calls + other.calls, tokens + other.tokens, usd + other.usd);
  }

  /** The difference. */
  public Lost minus(Lost other) {
    return new Lost(calls - other.calls, tokens - other.tokens, usd - other.usd);
  }
}
