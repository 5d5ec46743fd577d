package io.synth.jobs.governor;

import io.synth.jobs.Progress;
import io.synth.teacher.Lease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An executor as the desk knows it. Guarded by its desk's lock. */
final class LeaseHolder {
  private final Map<Long, Lease> leases = new HashMap<>();

  /** Given up as spent; the executor may settle them after all. */
  private final Map<Long, Lease> expired = new HashMap<>();

  private final Map<String, Integer> held = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();
  private long heard;
  private Progress.Counts done = Progress.Counts.NONE;

  /**
   * What its tasks did since it was last asked for.
   *
   * @param total what they did in all
   */
  Progress.Counts since(Progress.Counts total) {
    Progress.Counts since = total.minus(done);
    done = total;
    return since;
  }

  /** It speaks: what it waited for is asked anew. */
  void speaks(long now) {
    heard = now;
    waiting.clear();
  }

  boolean silent(long now, long patienceMillis) {
    return now - heard > patienceMillis;
  }

  void hold(Lease lease) {
    leases.put(lease.id(), lease);
    held.merge(lease.estimate().teacher(), 1, Integer::sum);
  }

  /** Takes a lease out that is to be settled; false where that was done before. */
  boolean release(Lease lease) {
    if (leases.remove(lease.id()) == null) {
      return expired.remove(lease.id()) != null;
    }
    held.merge(lease.estimate().teacher(), -1, Integer::sum);
    return true;
  }

  /** Its leases apart from those that it knows of. */
  List<Lease> unknown(Set<Long> known) {
    return leases.values().stream().filter(lease -> !known.contains(lease.id())).toList();
  }

  /** Gives all its leases up as spent; returns them. */
  List<Lease> expire() {
    List<Lease> given = new ArrayList<>(leases.values());
    expired.putAll(leases);
    leases.clear();
    held.clear();
    return given;
  }

  /** A call of a teacher that it wants has to wait. */
  void waits(String teacher) {
    waiting.add(teacher);
  }

  boolean waitsFor(String teacher) {
    return waiting.contains(teacher);
  }

  /** Calls of a teacher that it has in flight. */
  int held(String teacher) {
    return held.getOrDefault(teacher, 0);
  }
}
