package io.synth.teacher.protocol;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads how many tokens a server counted. What cannot be a count is none. */
final class TokenCounts {
  /** More than any window holds; sums of them stay far from the end of a long. */
  private static final long MOST = 1_000_000_000;

  private TokenCounts() {}

  /**
   * Whether a usage can be believed: one of its two counts is there, and none is there that cannot
   * be one.
   */
  static boolean told(JsonNode prompt, JsonNode completion) {
    return (isCount(prompt) || isCount(completion))
        && (isCount(prompt) || isAbsent(prompt))
        && (isCount(completion) || isAbsent(completion));
  }

  /** The count, or 0. */
  static long of(JsonNode number) {
    return isCount(number) ? number.longValue() : 0;
  }

  private static boolean isCount(JsonNode number) {
    return number.isNumber()
        && number.doubleValue() >= 0
        && number.doubleValue() <= MOST
        && number.doubleValue() == Math.rint(number.doubleValue());
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
