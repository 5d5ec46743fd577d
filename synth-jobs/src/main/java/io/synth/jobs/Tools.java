package io.synth.jobs;

import io.synth.agent.ToolOutcome;
import io.synth.agent.ToolRunner;
import io.synth.agent.tool.Toolbox;
import io.synth.agent.tool.Workspace;
import io.synth.model.ToolCall;
import io.synth.teacher.ToolDefinition;
import java.util.List;

/** The agent's tools. */
final class Tools implements ToolRunner {
  @Override
  public List<ToolDefinition> definitions() {
    return List.of();
  }

  @Override
  public ToolOutcome run(ToolCall call, Workspace workspace) {
    return ToolOutcome.failed("");
  }
}
