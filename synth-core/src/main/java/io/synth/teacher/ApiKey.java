package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.SynthException;
import io.synth.config.ApiKeySource;
import io.synth.config.Environment;
import io.synth.model.Message;
import io.synth.model.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A teacher's API key. Shows itself to nobody but {@link #value}. */
final class ApiKey {
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

  @Nullable String value() {
    return value;
  }

  /** A text without the key: servers echo it, and what they say is kept. */
  String hide(String text) {
    return value == null ? text : Excerpt.without(text, value);
  }

  /** A reply without the key. */
  WireReply hide(WireReply reply) {
    if (value == null) {
      return reply;
    }
    Message message = reply.message();
    String reasoning = message.reasoningContent();
    JsonNode blocks = reply.blocks();
    // Signed blocks are taken back as they were given, or not at all.
    boolean echoed = blocks != null && !hide(blocks.toString()).equals(blocks.toString());
    return new WireReply(
        Message.assistant(
            hide(message.content()),
            reasoning == null ? null : hide(reasoning),
            message.toolCalls().stream().map(this::hide).toList()),
        reply.finish(),
        hide(reply.model()),
        reply.usage(),
        echoed ? null : blocks);
  }

  private ToolCall hide(ToolCall call) {
    return ToolCall.of(
        hide(call.id()), hide(call.function().name()), hide(call.function().arguments()));
  }

  @Override
  public String toString() {
    return value == null ? "no key" : "***";
  }
}
