package io.synth.config;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sampling settings for the calls that don't bring their own; null leaves a setting open. The
 * sampler's seed is no setting: it is derived from the run's seed and the work item.
 *
 * @param temperature 0 for the likeliest reply
 * @param topP nucleus, above 0 to 1
 * @param maxTokens most output tokens, reasoning included
 * @param stop strings that end the reply; empty leaves them open
 */
public record SamplingDefaults(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxTokens,
    List<String> stop)
    implements Serializable {
  /** Everything left open. */
  public static final SamplingDefaults OPEN = new SamplingDefaults(null, null, null, List.of());

  public SamplingDefaults {
    stop = List.copyOf(stop);
    if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException(
          "sampling.temperature is " + temperature + "; it must be from 0 to 2");
    }
    if (topP != null && !(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException(
          "sampling.top_p is " + topP + "; it must be above 0 and at most 1");
    }
    if (maxTokens != null && maxTokens < 1) {
      throw new IllegalArgumentException(
          "sampling.max_tokens is " + maxTokens + "; it must be 1 or more");
    }
  }

  /** These settings, with the open ones taken from others. */
  public SamplingDefaults or(SamplingDefaults others) {
    return new SamplingDefaults(
        temperature != null ? temperature : others.temperature,
        topP != null ? topP : others.topP,
        maxTokens != null ? maxTokens : others.maxTokens,
        stop.isEmpty() ? others.stop : stop);
  }
}
