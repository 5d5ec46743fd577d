package io.synth.batch;

import io.synth.journal.Journal;
import io.synth.journal.JournalReader;
import io.synth.journal.JournalWriter;
import io.synth.model.Completion;
import io.synth.model.Spent;
import io.synth.teacher.CallFailure;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.TeacherServer;
import io.synth.teacher.Teachers;
import io.synth.teacher.WantedCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * Brings the results of one batch into the journal: each reply once, also where that was begun
 * before and cut off. Memory holds what is known of each call of the batch, but for its request and
 * its reply. Used once.
 */
final class BatchCollector {
  private static final int AT_ONCE = 256;

  private final BatchManifest batch;
  private final BatchFolder folder;
  private final Teachers teachers;
  private final TeacherServer server;
  private final LocalGovernor governor;
  private final BatchWatcher watcher;
  private final int attempts;
  private final long now;

  /** Calls without a result so far, by id, without their requests. */
  private final Map<String, WantedLine> missing = new HashMap<>();

  private final Set<String> journaled = new HashSet<>();
  private final Set<String> again = new HashSet<>();
  private final Map<Integer, List<String>> byCall = new TreeMap<>();
  private final List<Reply> arrived = new ArrayList<>();
  private int results;
  private int ours;

  private record Reply(WantedCall call, Completion completion) {}

  /**
   * @param attempts batches that a call goes into before it is made by itself
   */
  BatchCollector(
      BatchManifest batch,
      BatchFolder folder,
      Teachers teachers,
      TeacherServer server,
      LocalGovernor governor,
      BatchWatcher watcher,
      int attempts,
      long now) {
    this.batch = batch;
    this.folder = folder;
    this.teachers = teachers;
    this.server = server;
    this.governor = governor;
    this.watcher = watcher;
    this.attempts = attempts;
    this.now = now;
  }

  /** Whether the results that were read are of this batch and not of somebody else's. */
  boolean isOurs() {
    return results == 0 || ours > 0;
  }

  /** Ids of the calls that are to go into another batch. */
  Set<String> again() {
    return again;
  }

  /** Reads the results, and journals the replies. */
  void read(BatchProtocol protocol, BatchStanding ended, Journal journal) throws CallFailure {
    folder.readCalls(batch.number(), line -> missing.put(line.call().id(), bare(line)));
    readJournal(journal);
    try (JournalWriter writer = journal.writer("batch", batch.number())) {
      protocol.results(server, ended, result -> take(result, writer));
      append(writer);
    }
    if (!isOurs()) {
      return;
    }
    for (WantedLine line : List.copyOf(missing.values())) {
      failed(line, true);
    }
    byCall.forEach((group, calls) -> folder.byCall(batch.step(), batch.number(), group, calls));
  }

  private static WantedLine bare(WantedLine line) {
    WantedCall call = line.call();
    return new WantedLine(
        new WantedCall(call.key(), call.id(), "", call.schema(), call.estimate()),
        line.group(),
        line.attempt());
  }

  /** What an earlier process journaled of it before it ended. */
  private void readJournal(Journal journal) {
    for (Path segment : journal.segments("batch", batch.number())) {
      try (JournalReader reader = journal.reader(segment)) {
        reader.forEachRemaining(
            completion -> journaled.add(completion.itemId() + completion.fingerprint()));
      }
    }
  }

  private void take(BatchResult result, JournalWriter writer) {
    results++;
    WantedLine line = missing.get(result.id());
    if (line == null) {
      return;
    }
    ours++;
    WantedCall call = line.call();
    if (journaled.contains(call.key().itemId() + call.key().fingerprint())) {
      missing.remove(result.id());
      // It is part of what was spent when this process began.
      governor.release(call.estimate(), Spent.NOTHING);
    } else if (result.replied()) {
      missing.remove(result.id());
      byte[] body = result.body().getBytes(StandardCharsets.UTF_8);
      long latency = Math.max(0, now - batch.submittedAt());
      arrived.add(new Reply(call, teachers.answered(call, body, batch.serverId(), latency)));
      if (arrived.size() >= AT_ONCE) {
        append(writer);
      }
    } else {
      failed(line, result.retryable(server));
    }
  }

  private void append(JournalWriter writer) {
    if (arrived.isEmpty()) {
      return;
    }
    writer.appendAll(arrived.stream().map(Reply::completion).toList());
    for (Reply reply : arrived) {
      governor.release(reply.call().estimate(), reply.completion().spent());
      watcher.replied(reply.completion());
    }
    arrived.clear();
  }

  /** An error, or nothing at all, costs nothing. */
  private void failed(WantedLine line, boolean retryable) {
    WantedCall call = line.call();
    missing.remove(call.id());
    governor.release(call.estimate(), Spent.NOTHING);
    if (retryable && line.attempt() < attempts) {
      again.add(call.id());
    } else {
      byCall
          .computeIfAbsent(line.group(), group -> new ArrayList<>())
          .add(call.key().fingerprint());
    }
  }
}
