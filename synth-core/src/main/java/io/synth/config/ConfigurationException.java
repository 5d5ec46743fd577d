package io.synth.config;

import io.synth.SynthException;
import java.util.List;

/** The configuration is wrong. Lists every error at once; nothing was started. */
public final class ConfigurationException extends SynthException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  ConfigurationException(String where, List<String> problems) {
    super(
        Code.CONFIGURATION,
        where
            + ": "
            + (problems.size() == 1 ? "1 error" : problems.size() + " errors")
            + "\n  - "
            + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each, beginning with the key. */
  public List<String> problems() {
    return problems;
  }
}
