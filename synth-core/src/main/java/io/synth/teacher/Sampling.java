package io.synth.teacher;

import io.synth.config.SamplingSetting;
import java.util.List;
import java.util.Set;
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

  /** Without some settings: they are left to the server. */
  public Sampling without(Set<SamplingSetting> omitted) {
    return new Sampling(
        omitted.contains(SamplingSetting.TEMPERATURE) ? null : temperature,
        omitted.contains(SamplingSetting.TOP_P) ? null : topP,
        maxTokens,
        omitted.contains(SamplingSetting.SEED) ? null : seed,
        omitted.contains(SamplingSetting.STOP) ? List.of() : stop);
  }

  public Sampling withMaxTokens(@Nullable Integer newMaxTokens) {
    return new Sampling(temperature, topP, newMaxTokens, seed, stop);
  }

  public Sampling withSeed(@Nullable Long newSeed) {
    return new Sampling(temperature, topP, maxTokens, newSeed, stop);
  }
}
