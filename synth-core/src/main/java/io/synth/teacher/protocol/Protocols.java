package io.synth.teacher.protocol;

import io.synth.teacher.TeacherProtocol;
import java.util.Map;

/** The protocols that teachers speak, by their name in the configuration. */
public final class Protocols {
  /** All of them; one line each. */
  public static final Map<String, TeacherProtocol> ALL =
      Map.of("openai", new OpenAiChat(), "anthropic", new AnthropicMessages());

  private Protocols() {}
}
