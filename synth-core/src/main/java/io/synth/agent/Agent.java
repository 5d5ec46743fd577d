package io.synth.agent;

import io.synth.agent.tool.Workspace;
import io.synth.corpus.Corpus;
import io.synth.model.ContentHash;
import io.synth.model.Task;
import io.synth.model.TeacherRole;
import io.synth.model.Trajectory;
import io.synth.model.Usage;
import io.synth.teacher.Authors;
import io.synth.teacher.TeacherException;
import io.synth.teacher.TeacherSession;
import io.synth.text.Tokenizer;

/**
 * Has a teacher act tasks out with the tools. Thread-safe. A trajectory is a pure function of the
 * task, the rollout, the corpus and the replies.
 */
public final class Agent {
  private final AgentSettings settings;
  private final Tokenizer tokenizer;
  private final ToolRunner tools;

  /**
   * @param tokenizer counts the conversation against the context limit
   */
  public Agent(AgentSettings settings, Tokenizer tokenizer, ToolRunner tools) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.tools = tools;
  }

  /**
   * Acts a task out. What goes wrong in an attempt, a teacher without usable reply included, gives
   * a failed trajectory with the messages so far.
   *
   * @param rollout number of the attempt, from 0
   * @param role who acts: {@link TeacherRole#ACTOR} or {@link TeacherRole#REFERENCE}
   * @throws io.synth.teacher.BudgetSpentException when the budget allows no further call
   * @throws TeacherException when the teacher is out of reach altogether
   */
  public Trajectory act(
      Task task,
      Acting acting,
      int rollout,
      TeacherRole role,
      TeacherSession session,
      Corpus corpus) {
    ActingStyle style = ActingStyles.of(acting);
    Usage before = session.usage();
    Conversation conversation =
        new Conversation(
            task, rollout, role, session, settings, tokenizer, tools, style, new Workspace(corpus));
    Ending ending;
    try {
      ending = style.act(conversation);
    } catch (AttemptFailedException e) {
      ending = e.ending();
    } catch (TeacherException e) {
      if (e.outage()) {
        throw e;
      }
      ending = Ending.failed(e.reason(), String.valueOf(e.getMessage()));
    }
    Authors authors = conversation.authors();
    return new Trajectory(
        trajectoryId(task.taskId(), role, rollout),
        task.taskId(),
        task.seedId(),
        rollout,
        role,
        task.capability(),
        task.recipe(),
        task.language(),
        authors.isEmpty() ? session.teacher(role) : authors.teachers(),
        authors.models(),
        ending.status(),
        ending.code(),
        ending.reason(),
        conversation.messages(),
        ToolDefinitions.json(conversation.definitions()),
        ending.answer(),
        ending.findings(),
        conversation.workspace().sources(),
        conversation.steps(),
        conversation.toolCalls(),
        conversation.toolErrors(),
        conversation.reflections(),
        conversation.tokens(),
        session.usage().minus(before));
  }

  /**
   * Id of an attempt: the same whatever came of it. Attempts at a task are worked on together, as
   * their prompts begin alike.
   */
  public static String trajectoryId(String taskId, TeacherRole role, int rollout) {
    return ContentHash.idWithin(
        taskId, "trajectory", taskId, role.label(), Integer.toString(rollout));
  }
}
