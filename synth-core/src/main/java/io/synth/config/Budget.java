package io.synth.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A hard cap on what teachers may consume; null for no cap. 0 allows nothing.
 *
 * @param usd money
 * @param tokens tokens, input and output
 * @param calls replies
 */
public record Budget(@Nullable Double usd, @Nullable Long tokens, @Nullable Long calls)
    implements Serializable {
  /** No cap. */
  public static final Budget NONE = new Budget(null, null, null);

  public Budget {
    check("usd", usd);
    check("tokens", tokens);
    check("calls", calls);
  }

  private static void check(String key, @Nullable Number value) {
    if (value != null && !(value.doubleValue() >= 0)) {
      throw new IllegalArgumentException(
          "budget." + key + " is " + value + "; it must be 0 or more, or left out for no cap");
    }
  }
}
