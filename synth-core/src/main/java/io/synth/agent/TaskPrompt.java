package io.synth.agent;

import io.synth.model.Task;

/** A task as the user's message: its prompt, then a blank line and its context, if any. */
final class TaskPrompt {
  private TaskPrompt() {}

  static String of(Task task) {
    String context = task.context();
    return context == null || context.isBlank() ? task.prompt() : task.prompt() + "\n\n" + context;
  }
}
