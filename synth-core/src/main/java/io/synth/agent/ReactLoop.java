package io.synth.agent;

import io.synth.agent.AnswerTags.Answer;
import io.synth.model.Message;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatReply.Finish;
import java.util.Optional;

/**
 * The ReAct loop (Yao et al., 2023): a turn, its tool calls with their results, the next turn,
 * until a turn without calls gives the answer or a limit forces it.
 */
final class ReactLoop {
  private ReactLoop() {}

  /** Goes on from the conversation's last message to an answer. */
  static Ending run(Conversation conversation) {
    conversation.requireRoom();
    int nudges = 0;
    while (true) {
      Optional<Limit> limit = conversation.limit();
      if (limit.isPresent()) {
        return force(conversation, limit.get());
      }
      ChatReply reply = conversation.ask();
      if (!reply.message().toolCalls().isEmpty()) {
        conversation.run(reply.message().toolCalls());
        nudges = 0;
        continue;
      }
      Optional<Answer> answer = answer(reply);
      if (answer.isPresent()) {
        return Ending.finished(answer.get().text());
      }
      // Forced without a nudge before it: chat templates want user and assistant to alternate.
      Optional<Limit> reached = conversation.limit();
      if (reached.isPresent()) {
        return force(conversation, reached.get());
      }
      if (nudges == conversation.settings().nudges()) {
        return force(
            conversation,
            new Limit(
                "no_progress",
                "The teacher neither called a tool nor answered in "
                    + (nudges + 1)
                    + " turns in a row."));
      }
      nudges++;
      String nudge = reply.finish() == Finish.LENGTH ? "nudge_cut" : "nudge";
      conversation.say(Message.user(AgentPrompts.text(nudge, conversation.language())));
    }
  }

  private static Ending force(Conversation conversation, Limit limit) {
    conversation.say(Message.user(AgentPrompts.text("forced", conversation.language())));
    ChatReply reply = conversation.askWithoutTools();
    Optional<Answer> answer = answer(reply);
    if (answer.isPresent()) {
      return Ending.forced(limit, answer.get().text());
    }
    return reply.finish() == Finish.LENGTH
        ? Ending.failed(
            "cut_answer",
            limit.reason() + " The answer that was then asked for was cut at the token limit.")
        : Ending.failed(
            "no_answer",
            limit.reason() + " The teacher gave no answer in <answer> tags when it was made to.");
  }

  /** The answer of a turn; an unclosed one in a reply that was cut is no answer. */
  private static Optional<Answer> answer(ChatReply reply) {
    return AnswerTags.find(reply.message().content())
        .filter(answer -> answer.closed() || reply.finish() != Finish.LENGTH);
  }
}
