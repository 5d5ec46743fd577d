package io.synth.agent;

import io.synth.agent.tool.Workspace;
import io.synth.model.ToolCall;
import io.synth.teacher.ToolDefinition;
import java.util.List;

/** The tools an agent works with. Thread-safe: what an attempt did is in its workspace. */
public interface ToolRunner {
  /** What the teacher is told of the tools, in a fixed order. */
  List<ToolDefinition> definitions();

  /**
   * Runs one call. Failures of any kind (an unknown tool, arguments that are no object, an address
   * that can't be opened) are outcomes, not exceptions.
   */
  ToolOutcome run(ToolCall call, Workspace workspace);
}
