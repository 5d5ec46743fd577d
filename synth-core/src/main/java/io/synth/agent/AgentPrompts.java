package io.synth.agent;

import io.synth.model.Language;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The agent's prompts, in both languages. Thread-safe. */
final class AgentPrompts {
  private static final Map<String, String> READ = new ConcurrentHashMap<>();

  private AgentPrompts() {}

  /** The text of {@code prompt/NAME.LANGUAGE.txt}. */
  static String text(String name, Language language) {
    return READ.computeIfAbsent(
        name + "." + language.label(), file -> PromptText.read(AgentPrompts.class, file));
  }

  /** The same with values in its places. */
  static String text(String name, Language language, Map<String, String> values) {
    return PromptText.fill(text(name, language), values);
  }
}
