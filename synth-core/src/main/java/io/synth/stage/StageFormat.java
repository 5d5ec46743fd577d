package io.synth.stage;

import io.synth.model.Accepted;
import io.synth.model.StageName;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import java.util.List;

/**
 * Lays accepted trajectories out as rows of one stage. Thread-safe.
 *
 * @param <T> the row
 */
public interface StageFormat<T extends Record> {
  StageName stage();

  /** The class of the rows. */
  Class<T> rowType();

  /** Rows of one accepted trajectory, with their ids made from content. */
  List<T> rows(Accepted accepted, Task task, Trajectory trajectory, List<Verdict> verdicts);
}
