package io.synth.jobs.governor;

import io.synth.jobs.Progress;
import io.synth.teacher.CallEstimate;
import io.synth.teacher.Lease;
import io.synth.teacher.Settlement;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an executor says to the governor: all that happened since it last spoke, and all that it
 * wants. An executor sends one at a time, the same settlements again where no answer came.
 *
 * @param executor its id in the application
 * @param settled calls that ended
 * @param held ids of the leases that it holds, those apart: what else it was granted did not arrive
 * @param wanted calls that wait to be sent, the longest waiting first
 * @param done what its tasks did in all: an exchange that is heard twice counts once
 */
record Exchange(
    String executor,
    List<Settled> settled,
    List<Long> held,
    List<CallEstimate> wanted,
    Progress.Counts done)
    implements Serializable {

  /** A lease and how its call ended. */
  record Settled(Lease lease, Settlement settlement) implements Serializable {}

  Exchange {
    settled = new ArrayList<>(settled);
    held = new ArrayList<>(held);
    wanted = new ArrayList<>(wanted);
  }
}
