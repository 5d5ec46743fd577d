package io.synth.agent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the final answer in a turn: the text between {@code <answer>} and {@code </answer>}. */
public final class AnswerTags {
  private static final Pattern TAG =
      Pattern.compile("<(/?)\\s*answer\\s*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|(?<!`)`[^`\\n]+`(?!`)");

  private AnswerTags() {}

  /**
   * An answer within a turn.
   *
   * @param text without the tags and without white space around it; never empty
   * @param start offset of the text between the tags, in UTF-16 code units
   * @param end its end, exclusive
   * @param closed whether the closing tag was there
   */
  public record Answer(String text, int start, int end, boolean closed) {}

  /**
   * The last complete answer of a turn; where no answer is complete, the text after the last
   * opening tag. Tags in code are text. Empty when there is no answer or nothing in it.
   */
  public static Optional<Answer> find(String turn) {
    Matcher tags = TAG.matcher(withoutCode(turn));
    int open = -1;
    @Nullable Answer last = null;
    while (tags.find()) {
      boolean closing = !tags.group(1).isEmpty();
      if (!closing) {
        open = tags.end();
      } else if (open >= 0) {
        Answer answer = answer(turn, open, tags.start(), true);
        last = answer.text().isEmpty() ? last : answer;
        open = -1;
      }
    }
    if (last == null && open >= 0) {
      last = answer(turn, open, turn.length(), false);
    }
    return Optional.ofNullable(last).filter(answer -> !answer.text().isEmpty());
  }

  /** The text without any such tag, in code or not. */
  static String without(String turn) {
    return TAG.matcher(turn).replaceAll("");
  }

  private static Answer answer(String turn, int start, int end, boolean closed) {
    return new Answer(turn.substring(start, end).strip(), start, end, closed);
  }

  /** Blanks code out, so that offsets stay. */
  private static String withoutCode(String turn) {
    return CODE.matcher(turn).replaceAll(code -> " ".repeat(code.group().length()));
  }
}
