package io.synth.agent;

import io.synth.model.TeacherRole;
import io.synth.teacher.ChatReply;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.ToolDefinition;
import io.synth.text.Tokenizer;
import java.util.List;

/** Turns with the server's own tool calls: requests go out as they are. */
record NativeTurn(TeacherSession teachers, TeacherRole role, List<ToolDefinition> tools)
    implements TurnForm {
  @Override
  public int toolTokens(Tokenizer tokenizer) {
    return tools.isEmpty() ? 0 : tokenizer.count(ToolDefinitions.json(tools));
  }

  @Override
  public ChatReply ask(ChatRequest request) {
    return teachers.chat(role, request);
  }
}
