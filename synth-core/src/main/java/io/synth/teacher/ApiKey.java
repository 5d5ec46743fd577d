package io.synth.teacher;

import io.synth.SynthException;
import io.synth.config.ApiKeySource;
import io.synth.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A teacher's API key. Shows itself to nobody but {@link #value}. */
final class ApiKey {
  /** Servers without keys take any word, such as EMPTY or none, that a reply may hold as well. */
  private static final int LEAST_SECRET = 12;

  private final @Nullable String value;

  private ApiKey(@Nullable String value) {
    this.value = value;
  }

  /**
   * Reads the key.
   *
   * @param environment the value of an environment variable, or null
   * @throws SynthException when there is none where it should be
   */
  static ApiKey read(String teacher, ApiKeySource source, Environment environment) {
    if (source.env() != null) {
      String found = environment.variable(source.env());
      if (found == null || found.isBlank()) {
        throw wrong(
            teacher,
            "the environment variable " + source.env() + " is not set; export it with the key");
      }
      return checked(teacher, found, "the environment variable " + source.env());
    }
    if (source.file() != null) {
      try {
        return checked(
            teacher, Files.readString(Path.of(source.file())), "the file " + source.file());
      } catch (IOException e) {
        throw wrong(
            teacher,
            "the file "
                + source.file()
                + " cannot be read ("
                + e.getClass().getSimpleName()
                + "); it must hold the key alone");
      }
    }
    return new ApiKey(null);
  }

  private static ApiKey checked(String teacher, String text, String where) {
    String key = text.strip();
    if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw wrong(teacher, where + " holds no key: one word of ASCII characters is expected");
    }
    return new ApiKey(key);
  }

  private static SynthException wrong(String teacher, String what) {
    return new SynthException(
        SynthException.Code.CONFIGURATION, "api_key of teacher '" + teacher + "': " + what);
  }

  /** Where a server echoes the key, the reply without it. */
  WireReply takenOutOf(WireReply reply) {
    return value == null || value.length() < LEAST_SECRET ? reply : reply.without(value);
  }

  /** The same of any text. */
  String takenOutOf(String text) {
    return value == null || value.length() < LEAST_SECRET ? text : Excerpt.without(text, value);
  }

  @Nullable String value() {
    return value;
  }

  @Override
  public String toString() {
    return value == null ? "no key" : "***";
  }
}
