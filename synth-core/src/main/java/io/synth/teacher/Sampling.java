package io.synth.teacher;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sampling settings of a call; null leaves a setting to the server.
 *
 * @param temperature 0 for the likeliest reply
 * @param topP nucleus, above 0 to 1
 * @param maxTokens most output tokens, reasoning included
 * @param seed seed of the server's sampler
 * @param stop strings that end the reply
 */
public record Sampling(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxTokens,
    @Nullable Long seed,
    List<String> stop) {
  public Sampling {
    stop = List.copyOf(stop);
  }

  /** Everything left to the server. */
  public static final Sampling SERVER = new Sampling(null, null, null, null, List.of());

  public Sampling withMaxTokens(@Nullable Integer newMaxTokens) {
    return new Sampling(temperature, topP, newMaxTokens, seed, stop);
  }

  public Sampling withSeed(@Nullable Long newSeed) {
    return new Sampling(temperature, topP, maxTokens, newSeed, stop);
  }
}
