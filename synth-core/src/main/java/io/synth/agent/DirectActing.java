package io.synth.agent;

import io.synth.agent.AnswerTags.Answer;
import io.synth.model.Message;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatReply.Finish;

/** One reply without tools. A reply without tags is the answer as a whole. */
final class DirectActing implements ActingStyle {
  @Override
  public Acting acting() {
    return Acting.DIRECT;
  }

  @Override
  public boolean usesTools() {
    return false;
  }

  @Override
  public Ending act(Conversation conversation) {
    conversation.say(Message.system(AgentPrompts.text("direct", conversation.language())));
    conversation.say(Message.user(TaskPrompt.of(conversation.task())));
    ChatReply reply = conversation.askWithoutTools();
    String content = reply.message().content().strip();
    boolean complete = AnswerTags.find(content).filter(Answer::closed).isPresent();
    if (reply.finish() == Finish.LENGTH && !complete) {
      return Ending.failed("cut_answer", "The reply was cut at the token limit.");
    }
    String answer = AnswerTags.find(content).map(Answer::text).orElse(content);
    return answer.isEmpty()
        ? Ending.failed("no_answer", "The teacher's reply is empty.")
        : Ending.finished(answer);
  }
}
