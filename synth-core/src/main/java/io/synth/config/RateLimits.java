package io.synth.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher may be asked at most; null for no limit.
 *
 * @param requestsPerMinute HTTP requests started in any 60 seconds
 * @param tokensPerMinute tokens, input and output, of calls started in any 60 seconds
 * @param concurrency calls in flight
 */
public record RateLimits(
    @Nullable Integer requestsPerMinute,
    @Nullable Long tokensPerMinute,
    @Nullable Integer concurrency)
    implements Serializable {
  /** No limits. */
  public static final RateLimits NONE = new RateLimits(null, null, null);

  /** 0 stands for no limit, as null does. */
  public RateLimits {
    requestsPerMinute = limit("requests_per_minute", requestsPerMinute);
    tokensPerMinute = limit("tokens_per_minute", tokensPerMinute);
    concurrency = limit("concurrency", concurrency);
  }

  private static <N extends Number> @Nullable N limit(String key, @Nullable N value) {
    if (value != null && value.longValue() < 0) {
      throw new IllegalArgumentException(
          "limits." + key + " is " + value + "; it must be above 0, or 0 for no limit");
    }
    return value == null || value.longValue() == 0 ? null : value;
  }
}
