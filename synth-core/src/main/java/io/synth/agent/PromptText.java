package io.synth.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Texts for teachers that ship as files beside the code, under {@code prompt/}. Thread-safe. */
public final class PromptText {
  private PromptText() {}

  /**
   * The text of {@code prompt/NAME.txt} beside a class, without the line break at its end.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public static String read(Class<?> owner, String name) {
    String path = "prompt/" + name + ".txt";
    try (InputStream in = owner.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "there is no file " + path + " beside " + owner.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts values in the places written as {@code {{name}}}. What a value says is not looked into, so
   * a page that contains such a place stays as it is.
   *
   * @throws IllegalArgumentException when the text has a place without value
   */
  public static String fill(String text, Map<String, String> values) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
      int close = text.indexOf("}}", open);
      String name = close < 0 ? "" : text.substring(open + 2, close);
      String value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("the prompt has no value for {{" + name + "}}");
      }
      filled.append(text, at, open).append(value);
      at = close + 2;
    }
    return filled.append(text, at, text.length()).toString();
  }
}
