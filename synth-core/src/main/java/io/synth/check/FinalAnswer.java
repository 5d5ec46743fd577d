package io.synth.check;

import io.synth.agent.AnswerTags;
import io.synth.model.Message;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * A trajectory's answer and where it stands, so that verdicts can point at its passages.
 *
 * @param message index of the last assistant turn; -1 where there is none
 * @param offset of the text in that turn's content, in UTF-16 code units; -1 where the answer does
 *     not stand there literally, as in a verification whose report is a structured reply
 */
record FinalAnswer(String text, int message, int offset) {

  static FinalAnswer of(Trajectory trajectory) {
    List<Message> messages = trajectory.messages();
    int last = messages.size() - 1;
    while (last >= 0 && messages.get(last).role() != Message.Role.ASSISTANT) {
      last--;
    }
    if (last < 0) {
      return new FinalAnswer(trajectory.answer(), -1, -1);
    }
    String content = messages.get(last).content();
    Optional<AnswerTags.Answer> tagged = AnswerTags.find(content);
    if (tagged.isPresent()) {
      String text = tagged.get().text();
      return new FinalAnswer(text, last, content.indexOf(text, tagged.get().start()));
    }
    return new FinalAnswer(trajectory.answer(), last, content.indexOf(trajectory.answer()));
  }

  /** A failure at a passage of the text. */
  Verdict failAt(Verdicts verdicts, double score, String code, String reason, int start, int end) {
    if (message < 0) {
      return verdicts.fail(score, code, reason);
    }
    return offset < 0
        ? verdicts.failAt(score, code, reason, message)
        : verdicts.failAt(score, code, reason, message, offset + start, offset + end);
  }

  /** A failure of the answer as a whole. */
  Verdict fail(Verdicts verdicts, double score, String code, String reason) {
    return failAt(verdicts, score, code, reason, 0, text.length());
  }
}
