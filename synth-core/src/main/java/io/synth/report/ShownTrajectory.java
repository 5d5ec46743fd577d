package io.synth.report;

import io.synth.model.Accepted;
import io.synth.model.Rejected;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trajectory with all that a run knows about it.
 *
 * @param task its task; null where the run no longer has it
 * @param verdicts what the checks said of it; verdicts of other trajectories are ignored
 * @param accepted its acceptance; null where it was not accepted
 * @param rejected why it was rejected; null where it was not rejected
 */
public record ShownTrajectory(
    Trajectory trajectory,
    @Nullable Task task,
    List<Verdict> verdicts,
    @Nullable Accepted accepted,
    @Nullable Rejected rejected) {
  public ShownTrajectory {
    verdicts =
        verdicts.stream().filter(v -> v.trajectoryId().equals(trajectory.trajectoryId())).toList();
  }
}
