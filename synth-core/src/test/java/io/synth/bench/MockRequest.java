package io.synth.bench;

import java.nio.charset.StandardCharsets;

/**
 * One request as the mock teacher sees it.
 *
 * @param target method and path, {@code POST /v1/chat/completions}
 * @param call the number after the first {@code call-} in the body, -1 without one
 * @param promptTokens a guess from the body's bytes
 * @param streamed whether the reply is wanted as server-sent events
 */
record MockRequest(String target, int call, int promptTokens, boolean streamed) {
  private static final byte[] CALL = "call-".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] STREAM = "\"stream\"".getBytes(StandardCharsets.US_ASCII);

  static MockRequest of(String target, byte[] bytes, int from, int to) {
    int stream = find(bytes, from, to, STREAM);
    return new MockRequest(
        target, number(bytes, from, to), (to - from) / 4, stream >= 0 && isTrue(bytes, stream, to));
  }

  private static int number(byte[] bytes, int from, int to) {
    int at = find(bytes, from, to, CALL);
    if (at < 0) {
      return -1;
    }
    int number = 0;
    int digits = 0;
    for (int i = at + CALL.length; i < to && digits < 9 && isDigit(bytes[i]); i++, digits++) {
      number = number * 10 + bytes[i] - '0';
    }
    return digits == 0 ? -1 : number;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Whether the first letter after the key is that of {@code true}. */
  private static boolean isTrue(byte[] bytes, int key, int to) {
    for (int i = key + STREAM.length; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != ':') {
        return bytes[i] == 't';
      }
    }
    return false;
  }

  static int find(byte[] bytes, int from, int to, byte[] wanted) {
    int last = to - wanted.length;
    outer:
    for (int i = from; i <= last; i++) {
      for (int j = 0; j < wanted.length; j++) {
        if (bytes[i + j] != wanted[j]) {
          continue outer;
        }
      }
      return i;
    }
    return -1;
  }
}
