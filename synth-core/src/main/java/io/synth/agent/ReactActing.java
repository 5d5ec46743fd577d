package io.synth.agent;

import io.synth.model.Message;

/** One ReAct run with the tools. */
final class ReactActing implements ActingStyle {
  @Override
  public Acting acting() {
    return Acting.REACT;
  }

  @Override
  public Ending act(Conversation conversation) {
    conversation.say(Message.system(AgentPrompts.text("react", conversation.language())));
    conversation.say(Message.user(TaskPrompt.of(conversation.task())));
    return ReactLoop.run(conversation);
  }
}
