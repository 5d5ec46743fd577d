package io.synth.config;

import java.io.Serializable;

/**
 * Prices of a teacher.
 *
 * @param input USD per million input tokens
 * @param cachedInput USD per million input tokens read from the server's prompt cache
 * @param cacheWrite USD per million input tokens stored in that cache
 * @param output USD per million output tokens, reasoning included
 * @param batch share of these prices that calls in batches cost
 */
public record Prices(
    double input, double cachedInput, double cacheWrite, double output, double batch)
    implements Serializable {
  /** A teacher that costs nothing. */
  public static final Prices FREE = new Prices(0, 0, 0);

  /** What batches cost at OpenAI and Anthropic. */
  private static final double HALF = 0.5;

  private static final double MILLION = 1_000_000;

  public Prices {
    check("input", input);
    check("cached_input", cachedInput);
    check("cache_write", cacheWrite);
    check("output", output);
    check("batch", batch);
  }

  /** Those of a server that asks nothing more for storing input in its cache. */
  public Prices(double input, double cachedInput, double output) {
    this(input, cachedInput, input, output, HALF);
  }

  /** Those of a server whose batches cost half as much. */
  public Prices(double input, double cachedInput, double cacheWrite, double output) {
    this(input, cachedInput, cacheWrite, output, HALF);
  }

  /** Those of a call in a batch. */
  public Prices forBatches() {
    return new Prices(input * batch, cachedInput * batch, cacheWrite * batch, output * batch, 1);
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
   * @param promptTokens input tokens, those read from and stored in the cache included
   */
  public double cost(
      long promptTokens, long cachedTokens, long cacheWriteTokens, long completionTokens) {
    long cached = Math.min(cachedTokens, promptTokens);
    long stored = Math.min(cacheWriteTokens, promptTokens - cached);
    return ((promptTokens - cached - stored) * input
            + cached * cachedInput
            + stored * cacheWrite
            + completionTokens * output)
        / MILLION;
  }

  /** The most that a call of so many tokens can cost, in USD. */
  public double mostCost(long promptTokens, long completionTokens) {
    double dearest = Math.max(input, Math.max(cachedInput, cacheWrite));
    return (promptTokens * dearest + completionTokens * output) / MILLION;
  }
}
