package io.synth.text;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Control tokens of chat templates that are typed in a text, e.g. {@code <|im_end|>} on a page.
 * Trainers' tokenizers would turn them into real control tokens, so texts from outside have them
 * broken up.
 */
public final class ControlTokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          // ChatML, Llama 3, GLM, Phi, DeepSeek (full-width bars)
          "<[|｜][^<>\\r\\n]{1,64}?[|｜]>"
              // SentencePiece vocabularies, Gemma, Qwen
              + "|</?(?:s|bos|eos|pad|unk|mask|sop|eop|cls|sep|think|tool_call|tool_calls"
              + "|tool_response|tools|start_of_turn|end_of_turn|start_of_image|end_of_image"
              + "|fim_prefix|fim_middle|fim_suffix|unused\\d{1,3}|extra_id_\\d{1,3})>"
              // Llama 2, Mistral
              + "|\\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CONTENT|TOOL_CALLS"
              + "|gMASK|sMASK|MASK|PREFIX|SUFFIX|MIDDLE)\\]"
              + "|<</?SYS>>");

  private ControlTokens() {}

  /**
   * A control token in a text.
   *
   * @param start first UTF-16 code unit
   * @param end after the last one
   */
  public record Found(String token, int start, int end) {}

  /** The first control token of a text. */
  public static Optional<Found> first(String text) {
    if (!mayHave(text)) {
      return Optional.empty();
    }
    Matcher matcher = TOKEN.matcher(text);
    return matcher.find()
        ? Optional.of(new Found(matcher.group(), matcher.start(), matcher.end()))
        : Optional.empty();
  }

  /** The text with a space put after the first character of each control token. */
  public static String breakUp(String text) {
    if (!mayHave(text)) {
      return text;
    }
    return TOKEN.matcher(text).replaceAll(ControlTokens::spaced);
  }

  private static String spaced(MatchResult token) {
    String broken = token.group().charAt(0) + " " + token.group().substring(1);
    return Matcher.quoteReplacement(broken);
  }

  private static boolean mayHave(String text) {
    return text.indexOf('<') >= 0 || text.indexOf('[') >= 0;
  }
}
