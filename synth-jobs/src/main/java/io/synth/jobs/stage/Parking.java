package io.synth.jobs.stage;

import io.synth.batch.BatchFolder;
import io.synth.batch.WantedFile;
import io.synth.config.SynthConfig;
import io.synth.model.Labelled;
import io.synth.model.TeacherRole;
import io.synth.run.RunFolder;
import io.synth.teacher.Deferral;
import io.synth.teacher.WantedCall;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of one group wait whose calls go into batches. The group is worked on again, from
 * the journal, when the replies have come. Thread-safe.
 */
final class Parking implements Deferral, AutoCloseable {
  private final Set<TeacherRole> roles;
  private final Set<String> byCall;
  private final @Nullable WantedFile wanted;
  private final AtomicInteger items = new AtomicInteger();
  private volatile boolean all;

  private Parking(Set<TeacherRole> roles, Set<String> byCall, @Nullable WantedFile wanted) {
    this.roles = roles;
    this.byCall = byCall;
    this.wanted = wanted;
  }

  static Parking of(
      SynthConfig.BatchSection config, String run, String step, int group, Configuration hadoop) {
    Set<TeacherRole> roles = EnumSet.noneOf(TeacherRole.class);
    config.roles().forEach(role -> roles.add(Labelled.of(TeacherRole.class, role)));
    if (roles.isEmpty()) {
      return new Parking(roles, Set.of(), null);
    }
    BatchFolder folder = new BatchFolder(RunFolder.at(run, hadoop));
    return new Parking(roles, folder.byCall(step, group), folder.wanted(step, group));
  }

  @Override
  public boolean takes(TeacherRole role, String fingerprint) {
    return all || (roles.contains(role) && !byCall.contains(fingerprint));
  }

  @Override
  public void want(WantedCall call) {
    if (all) {
      return;
    }
    WantedFile file = wanted;
    if (file == null) {
      throw new IllegalStateException("no role is asked in batches");
    }
    file.add(call);
  }

  /** Has every further call wait for the next attempt at the group, as this one has failed. */
  void parkAll() {
    all = true;
  }

  /** An item waits. */
  void parked() {
    items.incrementAndGet();
  }

  /** Items that wait. */
  int items() {
    return items.get();
  }

  /** Has the wanted calls asked when the round is over. */
  void keep() {
    WantedFile file = wanted;
    if (file != null) {
      file.commit();
    }
  }

  @Override
  public void close() {
    WantedFile file = wanted;
    if (file != null) {
      file.close();
    }
  }
}
