package io.synth.teacher;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts foreign text down to what may stand in an error: one line, short, without keys. */
public final class Excerpt {
  private static final int MOST = 300;

  /** Servers echo keys, whole or masked; these forms are taken out whosever key it is. */
  private static final Pattern KEY =
      Pattern.compile("(?i)\\bbearer\\s+[^\\s\"',}]+|\\bsk-[A-Za-z0-9_*-]{4,}");

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Cntrl}]+");

  /** A shorter part of a key gives nothing away. */
  private static final int LEAST_START = 4;

  private Excerpt() {}

  /**
   * At most 300 characters of the text.
   *
   * @param apiKey taken out wherever it occurs
   */
  public static String of(String text, @Nullable String apiKey) {
    // Before the cut: half a key is still a part of a key.
    String clean = text;
    if (apiKey != null && !apiKey.isEmpty()) {
      clean = withoutStart(without(clean, apiKey), apiKey);
    }
    clean = KEY.matcher(clean).replaceAll("***");
    clean = SPACE.matcher(clean).replaceAll(" ").strip();
    if (clean.length() <= MOST) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return clean.substring(0, end) + "…";
  }

  /** The text with "***" in place of the key, also as JSON may write it. */
  static String without(String text, String apiKey) {
    String clean = text.replace(apiKey, "***");
    String escaped = apiKey.replace("\\", "\\\\").replace("\"", "\\\"");
    return clean.replace(escaped, "***").replace(escaped.replace("/", "\\/"), "***");
  }

  /** A text that was cut before it came here may end within the key. */
  private static String withoutStart(String text, String apiKey) {
    for (int length = apiKey.length() - 1; length >= LEAST_START; length--) {
      if (text.endsWith(apiKey.substring(0, length))) {
        return text.substring(0, text.length() - length) + "***";
      }
    }
    return text;
  }
}
