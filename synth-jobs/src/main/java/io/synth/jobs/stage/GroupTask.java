package io.synth.jobs.stage;

import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.synth.SynthException;
import io.synth.jobs.JournalRecords;
import io.synth.jobs.Worker;
import io.synth.jobs.WorkerSpec;
import io.synth.jobs.governor.GovernorPlugin;
import io.synth.journal.JournalWriter;
import io.synth.model.Completion;
import io.synth.run.RunDataset;
import io.synth.teacher.BudgetSpentException;
import io.synth.teacher.ParkedException;
import io.synth.teacher.TeacherException;
import io.synth.teacher.TeacherSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.executor.CommitDeniedException;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Works through one group in one Spark task: several items at once, rows written in the order of
 * the items, all of the group's files committed together at the end. Holds the rows of a bounded
 * number of items in memory.
 */
final class GroupTask
    implements Function2<Integer, Iterator<Tuple2<ItemKey, byte[]>>, Iterator<StageSums>> {
  private static final long serialVersionUID = 1L;

  private final String step;
  private final WorkerSpec spec;
  private final List<RunDataset<?>> datasets;
  private final ItemWork work;
  private final GroupPartitioner groups;
  private final int all;
  private final int parallel;
  private final SerializableConfiguration hadoop;

  /**
   * @param groups the groups to do
   * @param all number of groups, those done included
   */
  GroupTask(
      String step,
      WorkerSpec spec,
      List<RunDataset<?>> datasets,
      ItemWork work,
      GroupPartitioner groups,
      int all,
      int parallel,
      Configuration hadoop) {
    this.step = step;
    this.spec = spec;
    this.datasets = new ArrayList<>(datasets);
    this.work = work;
    this.groups = groups;
    this.all = all;
    this.parallel = parallel;
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  @Override
  public Iterator<StageSums> call(Integer partition, Iterator<Tuple2<ItemKey, byte[]>> input)
      throws IOException, InterruptedException, CommitDeniedException {
    int group = groups.group(partition);
    GroupClaim claim = GroupClaim.take(spec.run(), step, group);
    try {
      return List.of(work(group, input)).iterator();
    } finally {
      claim.release();
    }
  }

  private StageSums work(int group, Iterator<Tuple2<ItemKey, byte[]>> input)
      throws IOException, InterruptedException, CommitDeniedException {
    GroupFiles files = new GroupFiles(new Path(spec.run()), datasets, group, hadoop.value());
    if (files.committed()) {
      // By an attempt that could not say so any more.
      return StageSums.NONE;
    }
    Worker worker = Worker.of(spec, hadoop.value());
    Map<String, Map<String, Completion>> before = before(worker, group);
    ItemsUnderWay underWay = new ItemsUnderWay(parallel);
    boolean committed = false;
    try (JournalWriter journal = worker.journal().writer(step, group);
        Parking parking =
            Parking.of(worker.config().batch(), spec.run(), step, group, hadoop.value())) {
      files.open();
      long items =
          whole(
              Iterators.peekingIterator(input), before, worker, journal, parking, underWay, files);
      if (parking.items() > 0) {
        parking.keep();
        worker.progress().itemsUndone(items - parking.items());
        return new StageSums(0, 0, 0, 1, null);
      }
      CommitRight.take();
      files.commit();
      committed = true;
      GovernorPlugin.report();
      return new StageSums(items, 1, 0, 0, null);
    } catch (StoppedException e) {
      return new StageSums(0, 0, 1, 0, e.stop());
    } finally {
      underWay.abort();
      if (!committed) {
        files.abandon();
      }
    }
  }

  /**
   * What earlier attempts of this run at the group journaled. The input has what the journal held
   * when the stage began; an attempt that was lost since, with its executor, wrote more.
   */
  private Map<String, Map<String, Completion>> before(Worker worker, int group) {
    TaskContext task = TaskContext.get();
    if (task.attemptNumber() == 0 && task.stageAttemptNumber() == 0) {
      return Map.of();
    }
    return JournalRecords.ofGroup(
        worker.journal(), step, group, item -> ItemKey.groupOf(item, all) == group);
  }

  /** Where it fails, calls in flight end first: they are paid for, and the journal is open. */
  private long whole(
      PeekingIterator<Tuple2<ItemKey, byte[]>> input,
      Map<String, Map<String, Completion>> before,
      Worker worker,
      JournalWriter journal,
      Parking parking,
      ItemsUnderWay underWay,
      GroupFiles files)
      throws IOException, InterruptedException, StoppedException {
    try {
      return through(input, before, worker, journal, parking, underWay, files);
    } catch (Throwable e) {
      parking.parkAll();
      underWay.end();
      throw e;
    }
  }

  private long through(
      PeekingIterator<Tuple2<ItemKey, byte[]>> input,
      Map<String, Map<String, Completion>> before,
      Worker worker,
      JournalWriter journal,
      Parking parking,
      ItemsUnderWay underWay,
      GroupFiles files)
      throws IOException, InterruptedException, StoppedException {
    long items = 0;
    Map<String, Completion> journaled = new HashMap<>();
    String item = "";
    while (input.hasNext()) {
      Tuple2<ItemKey, byte[]> next = input.next();
      if (!next._1().item().equals(item)) {
        item = next._1().item();
        journaled = new HashMap<>(before.getOrDefault(item, Map.of()));
      }
      if (!next._1().payload()) {
        Completion completion = RunDataset.COMPLETIONS.decode(next._2());
        journaled.merge(completion.fingerprint(), completion, Completion::orEarlier);
        continue;
      }
      TeacherSession session = worker.session(item, step, journaled, journal, parking);
      byte[] payload = next._2();
      String id = item;
      underWay.begin(() -> work(id, payload, session, worker, parking));
      items++;
      if (underWay.full()) {
        files.write(underWay.first());
      }
    }
    while (!underWay.empty()) {
      files.write(underWay.first());
    }
    return items;
  }

  private ItemRows work(
      String item, byte[] payload, TeacherSession session, Worker worker, Parking parking)
      throws StoppedException {
    Stop known = worker.stop();
    if (known != null) {
      throw new StoppedException(known);
    }
    ItemRows rows = new ItemRows();
    try {
      work.work(payload, session, worker, rows);
    } catch (ParkedException e) {
      parking.parked();
      return new ItemRows();
    } catch (BudgetSpentException e) {
      throw new StoppedException(worker.stopAll(new Stop(e.code(), messageOf(e))));
    } catch (TeacherException e) {
      if (e.outage() && !(e.cutOff() && worker.stop() == null)) {
        throw new StoppedException(worker.stopAll(new Stop(e.code(), messageOf(e))));
      }
      parking.parkAll();
      throw new SynthException(
          SynthException.Code.JOB, step + " item " + item + ": " + messageOf(e), e);
    } catch (RuntimeException | Error e) {
      parking.parkAll();
      throw new SynthException(SynthException.Code.JOB, step + " item " + item + ": " + e, e);
    }
    worker.progress().itemDone();
    return rows;
  }

  private static String messageOf(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
