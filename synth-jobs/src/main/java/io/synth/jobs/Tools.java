package io.synth.jobs;

import io.synth.agent.ToolOutcome;
import io.synth.agent.ToolRunner;
import io.synth.agent.tool.Toolbox;
import io.synth.agent.tool.Workspace;
import io.synth.model.ToolCall;
import io.synth.teacher.ToolDefinition;
import java.util.List;

/** The toolbox as the agent works with it. */
final class Tools implements ToolRunner {
  private final Toolbox toolbox = Toolbox.standard();

  @Override
  public List<ToolDefinition> definitions() {
    return toolbox.definitions();
  }

  @Override
  public ToolOutcome run(ToolCall call, Workspace workspace) {
    Toolbox.Outcome outcome = toolbox.call(call, workspace);
    return new ToolOutcome(outcome.text(), outcome.error(), outcome.empty());
  }
}
