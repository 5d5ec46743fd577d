package io.synth.teacher.protocol;

/**
 * Reasoning that a server left inside the text, in {@code <think>} tags. Only at the beginning, so
 * that a text about the tags stays whole.
 */
record ThinkTags(String reasoning, String content) {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  /**
   * Splits a text.
   *
   * @param known whether the reasoning came in a field of its own; a lone closing tag is then text
   */
  static ThinkTags split(String text, boolean known) {
    String start = text.stripLeading();
    int close = start.indexOf(CLOSE);
    if (start.startsWith(OPEN)) {
      return close < 0
          ? new ThinkTags(start.substring(OPEN.length()).strip(), "")
          : cut(start, OPEN.length(), close);
    }
    int open = start.indexOf(OPEN);
    // Some templates write the opening tag into the prompt: the reply begins inside the block.
    if (!known && close >= 0 && (open < 0 || open > close)) {
      return cut(start, 0, close);
    }
    return new ThinkTags("", text);
  }

  private static ThinkTags cut(String text, int from, int close) {
    return new ThinkTags(
        text.substring(from, close).strip(), text.substring(close + CLOSE.length()).stripLeading());
  }
}
