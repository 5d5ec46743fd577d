package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.config.ToolMode;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import java.util.List;

/**
 * The teachers as one work item (a seed, a task attempt, a trajectory under check) sees them: each
 * call is looked up in the item's journal first, and journaled before it returns. Used by one
 * thread at a time.
 */
public interface TeacherSession {
  /**
   * Calls the teacher of a role. The request's unset sampling settings are filled in from the
   * role's configuration.
   *
   * @throws TeacherException when there is no usable reply after all retries
   * @throws BudgetSpentException when the budget allows no further call
   */
  ChatReply chat(TeacherRole role, ChatRequest request);

  /**
   * Asks for a reply that satisfies a schema: repaired within limits, then one corrective turn.
   *
   * @param messages the conversation that asks for it
   * @throws TeacherException with reason {@code invalid_reply} when no valid reply could be had
   * @throws BudgetSpentException when the budget allows no further call
   */
  JsonNode json(TeacherRole role, List<Message> messages, ReplySchema schema);

  /** Name of the teacher that a role resolves to, as in the configuration. */
  String teacher(TeacherRole role);

  /** Context window of that teacher, in tokens. */
  int contextTokens(TeacherRole role);

  /** How that teacher is told of tools. */
  ToolMode toolMode(TeacherRole role);

  /** What this session's calls consumed so far, replayed ones included. */
  Usage usage();
}
