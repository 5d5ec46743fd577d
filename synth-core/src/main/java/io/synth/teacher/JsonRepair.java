package io.synth.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the JSON that a model meant, within narrow limits: text around it, code fences, trailing
 * commas, raw line breaks and lone backslashes inside strings, and an end that is cut off. It never
 * guesses at words: no quotes, names or values are made up. Thread-safe.
 */
public final class JsonRepair {
  private static final int LONGEST = 4_000_000;
  private static final int MOST_BEGINNINGS = 32;
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonRepair() {}

  /**
   * The text as one JSON value; nothing may stand around it but a code fence, and nothing may be
   * cut off.
   */
  public static Optional<JsonNode> whole(String text) {
    String inner = unfenced(text.strip());
    Optional<JsonNode> strict = parse(inner);
    if (strict.isPresent() || inner.isEmpty() || inner.length() > LONGEST) {
      return strict;
    }
    JsonScan scan = JsonScan.of(inner, 0);
    return scan.complete() && inner.substring(scan.end()).isBlank()
        ? parse(scan.repaired())
        : Optional.empty();
  }

  /**
   * The JSON objects that the text may mean, likeliest first; empty when there is none. Where the
   * text is cut off, the values that were whole are kept and the cut one is dropped.
   */
  public static List<JsonNode> objects(String text) {
    return objects(text, true);
  }

  /** The same without what is cut off: each object was closed by who wrote it. */
  public static List<JsonNode> complete(String text) {
    return objects(text, false);
  }

  private static List<JsonNode> objects(String text, boolean closing) {
    Optional<JsonNode> whole = whole(text);
    if (whole.isPresent() && whole.get().isObject()) {
      return List.of(whole.get());
    }
    List<JsonNode> found = new ArrayList<>();
    if (text.length() > LONGEST) {
      return found;
    }
    int at = text.indexOf('{');
    for (int i = 0; i < MOST_BEGINNINGS && at >= 0; i++) {
      JsonScan scan = JsonScan.of(text, at);
      int next = at + 1;
      if (scan.complete()) {
        Optional<JsonNode> parsed = parse(scan.repaired());
        if (parsed.isPresent()) {
          found.add(parsed.get());
          next = scan.end();
        }
      } else if (closing) {
        scan.closings().forEach(closed -> parse(closed).ifPresent(found::add));
      }
      at = text.indexOf('{', next);
    }
    return found;
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = STRICT.readTree(text);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String unfenced(String text) {
    int lineEnd = text.indexOf('\n');
    if (!text.startsWith("```") || !text.endsWith("```") || lineEnd < 0) {
      return text;
    }
    return text.substring(lineEnd, Math.max(lineEnd, text.length() - 3)).strip();
  }
}
