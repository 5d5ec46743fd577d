package io.synth.curate;

import io.synth.model.ContentHash;

/**
 * Keeps a controlled proportion of the trajectories in which a tool failed or returned nothing. The
 * report asks for such a proportion and gives no figure. The choice depends on the trajectory's id
 * alone, so it is the same in every run and at any parallelism.
 *
 * @param keep probability, 0 to 1, that a trajectory with tool errors is kept
 */
public record ToolErrorShare(double keep) {
  /**
   * @throws IllegalArgumentException when {@code keep} is no probability
   */
  public ToolErrorShare {
    if (!(keep >= 0 && keep <= 1)) {
      throw new IllegalArgumentException("keep must be from 0 to 1, not " + keep);
    }
  }

  /** Whether a trajectory is kept; always, where it has no tool errors. */
  public boolean keeps(String trajectoryId, boolean hasError) {
    return !hasError || uniform(trajectoryId) < keep;
  }

  private static double uniform(String trajectoryId) {
    return (ContentHash.seed("tool_error_share", trajectoryId) >>> 11) * 0x1.0p-53;
  }
}
