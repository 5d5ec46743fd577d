package io.synth.agent;

import io.synth.model.Task;
import io.synth.model.Trajectory.Status;

/**
 * The error-reflection loop of Step-DeepResearch: a wrong result is reflected on, with the history
 * kept, at most as often as the settings say and while no limit is reached; then the last result
 * stands. What the prompt to reflect induced the teacher to say is cleaned from its turns.
 */
final class ReflectActing implements ActingStyle {
  private final ReactActing first = new ReactActing();

  @Override
  public Acting acting() {
    return Acting.REFLECT;
  }

  @Override
  public Ending act(Conversation conversation) {
    Ending ending = first.act(conversation);
    while (conversation.reflections() < conversation.settings().reflections()
        && conversation.limit().isEmpty()
        && isWrong(ending, conversation)) {
      conversation.reflect(AgentPrompts.text("reflection", conversation.language()));
      ending = ReactLoop.run(conversation);
    }
    if (conversation.reflections() == 0) {
      return ending;
    }
    conversation.rewriteAssistant(InducedPhrases::clean);
    return ending.withAnswer(InducedPhrases.clean(ending.answer()));
  }

  /** A forced answer is not reflected on: nothing is left to look for a better one with. */
  private static boolean isWrong(Ending ending, Conversation conversation) {
    Task task = conversation.task();
    return ending.status() == Status.FINISHED
        && task.answer() != null
        && !AnswerJudge.right(ending.answer(), task, conversation.teachers());
  }
}
