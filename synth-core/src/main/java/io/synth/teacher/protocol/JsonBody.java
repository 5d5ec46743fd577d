package io.synth.teacher.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.teacher.CallFailure;
import io.synth.teacher.CallFailure.Charge;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON on the wire: requests written, replies read strictly. */
final class JsonBody {
  static final ObjectMapper JSON = new ObjectMapper();

  /** Of a stream, whose events may have hundred times as much around it. */
  private static final int MOST_TEXT = 32 << 20;

  private JsonBody() {}

  static byte[] write(ObjectNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  /** Decodes strictly: a replacement character in training data could never be told apart. */
  static String text(byte[] utf8) throws CallFailure {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw CallFailure.of(
          "invalid_response",
          "invalid UTF-8",
          false,
          Charge.UNKNOWN,
          new String(utf8, 0, Math.min(utf8.length, 4096), StandardCharsets.UTF_8));
    }
  }

  /** The object that a text is. */
  static JsonNode parse(String text) throws CallFailure {
    if (text.isBlank()) {
      throw truncated("the reply is empty");
    }
    try {
      JsonNode node = JSON.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonEOFException e) {
      throw truncated(text);
    } catch (JsonProcessingException e) {
      throw CallFailure.of("invalid_response", "invalid JSON", false, Charge.UNKNOWN, text);
    }
    throw CallFailure.of("invalid_response", "no JSON object", false, Charge.UNKNOWN, text);
  }

  static CallFailure truncated(String detail) {
    return CallFailure.of("truncated", "truncated reply", true, Charge.UNKNOWN, detail);
  }

  /**
   * The length of what streamed so far, with one more part: its texts, and 1 for each other value.
   *
   * @throws CallFailure when that is too long
   */
  static long streamed(long before, JsonNode part) throws CallFailure {
    long length = before + textLength(part);
    if (length > MOST_TEXT) {
      throw CallFailure.tooLong(MOST_TEXT + " characters");
    }
    return length;
  }

  private static long textLength(JsonNode node) {
    long length = node.isTextual() ? node.textValue().length() : 1;
    for (JsonNode child : node) {
      length += textLength(child);
    }
    return length;
  }

  /** Half a surrogate pair, as models write it in escapes, could not be sent or stored again. */
  static String wellFormed(String text) {
    boolean broken =
        text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    return broken
        ? text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }
}
