package io.synth.config;

import java.io.Serializable;

/**
 * Prices of a teacher.
 *
 * @param input USD per million input tokens
 * @param cachedInput USD per million input tokens read from the server's prompt cache
 * @param output USD per million output tokens, reasoning included
 */
public record Prices(double input, double cachedInput, double output) implements Serializable {
  /** A teacher that costs nothing. */
  public static final Prices FREE = new Prices(0, 0, 0);

  private static final double MILLION = 1_000_000;

  public Prices {
    check("input", input);
    check("cached_input", cachedInput);
    check("output", output);
  }

  private static void check(String key, double price) {
    if (!(price >= 0) || Double.isInfinite(price)) {
      throw new IllegalArgumentException(
          "prices." + key + " is " + price + "; it must be USD per million tokens, 0 or more");
    }
  }

  /**
   * Cost of a call in USD.
   *
   * @param promptTokens input tokens, cached ones included
   */
  public double cost(long promptTokens, long cachedTokens, long completionTokens) {
    long cached = Math.min(cachedTokens, promptTokens);
    return ((promptTokens - cached) * input + cached * cachedInput + completionTokens * output)
        / MILLION;
  }

  /** The most that a call of so many tokens can cost, in USD. */
  public double mostCost(long promptTokens, long completionTokens) {
    return (promptTokens * Math.max(input, cachedInput) + completionTokens * output) / MILLION;
  }
}
