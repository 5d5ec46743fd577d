package io.synth.config;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where a teacher's API key comes from: an environment variable or a file, or nowhere for a server
 * that asks for none. The key itself is never part of the configuration.
 *
 * @param env name of the environment variable
 * @param file path of a file that holds the key alone
 */
public record ApiKeySource(@Nullable String env, @Nullable String file) implements Serializable {
  /** No key. */
  public static final ApiKeySource NONE = new ApiKeySource(null, null);

  public ApiKeySource {
    if (env != null && file != null) {
      throw new IllegalArgumentException("api_key: give either env or file, not both");
    }
  }

  public static ApiKeySource env(String name) {
    return new ApiKeySource(name, null);
  }

  public static ApiKeySource file(String path) {
    return new ApiKeySource(null, path);
  }
}
