package io.synth.agent;

/** One way of acting a task out. Stateless: what happens in an attempt is in its conversation. */
interface ActingStyle {
  Acting acting();

  /** Whether the acting teacher has the tools at hand. */
  default boolean usesTools() {
    return true;
  }

  /** Whether a turn that answers has its answer in {@code <answer>} tags. */
  default boolean answersInTags() {
    return true;
  }

  /**
   * Acts the conversation's task out, from the system message to the last turn.
   *
   * @throws AttemptFailedException when the attempt cannot go on
   * @throws io.synth.teacher.TeacherException when a teacher gives no usable reply
   */
  Ending act(Conversation conversation);
}
