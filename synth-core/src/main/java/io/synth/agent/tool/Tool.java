package io.synth.agent.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.teacher.ToolDefinition;

/**
 * A tool of the agent. Stateless: what a trajectory has done so far is in its {@link Workspace}.
 */
public interface Tool {
  /** What the teacher is told of it. */
  ToolDefinition definition();

  /**
   * Runs one call.
   *
   * @param arguments the call's arguments, already an object
   * @return the result as the teacher reads it
   * @throws ToolException for every failure: its message goes back to the teacher as the result
   */
  ToolResult run(ObjectNode arguments, Workspace workspace) throws ToolException;
}
