package io.synth.agent;

import io.synth.config.ToolMode;
import io.synth.model.Language;
import io.synth.model.TeacherRole;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.ToolDefinition;
import io.synth.text.Tokenizer;
import java.util.List;

/**
 * How the teacher is asked for a turn, and how its reply becomes one. Whatever the form on the
 * wire, requests come and turns go as messages with tool calls. Used by one attempt.
 */
interface TurnForm {
  /** Tokens that tell the teacher of its tools: what each request has besides its messages. */
  int toolTokens(Tokenizer tokenizer);

  /**
   * The teacher's next turn.
   *
   * @throws AttemptFailedException with code {@code invalid_reply} when it cannot be read as one
   * @throws io.synth.teacher.TeacherException when the teacher gives no usable reply
   */
  ChatReply ask(ChatRequest request);

  /** The form that the teacher of a role is configured for. */
  static TurnForm of(
      TeacherSession teachers,
      TeacherRole role,
      List<ToolDefinition> tools,
      Language language,
      boolean answersInTags) {
    ToolMode mode = tools.isEmpty() ? ToolMode.NATIVE : teachers.toolMode(role);
    return switch (mode) {
      case NATIVE -> new NativeTurn(teachers, role, tools);
      case JSON_SCHEMA, PROMPT ->
          new JsonTurn(
              teachers, role, tools, language, mode == ToolMode.JSON_SCHEMA, answersInTags);
    };
  }
}
