package io.synth.batch;

import io.synth.SynthException;
import io.synth.journal.Journal;
import io.synth.model.Spent;
import io.synth.run.RunFolder;
import io.synth.teacher.CallFailure;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.Sleeper;
import io.synth.teacher.TeacherException;
import io.synth.teacher.TeacherServer;
import io.synth.teacher.Teachers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Has the calls that a run wants answered in batches: submits them, waits, and journals what comes.
 * What is under way at a server is on the disk before it is sent and after it was taken, so that a
 * run that goes on waits for it and sends nothing twice. Used by one thread.
 */
public final class Batches {
  /** OpenAI's code for too many tokens in batches under way: some have to end first. */
  private static final String QUEUE_FULL = "token_limit_exceeded";

  private final BatchFolder folder;
  private final Teachers teachers;
  private final LocalGovernor governor;
  private final Journal journal;
  private final BatchSettings settings;
  private final BatchWatcher watcher;
  private final Sleeper sleeper;
  private final Clock clock;
  private final BatchShelf shelf;
  private final Map<Integer, Integer> answered = new TreeMap<>();

  /** Milliseconds when the first submission of those in a row failed, by number of the batch. */
  private final Map<Integer, Long> failing = new TreeMap<>();

  public Batches(
      RunFolder run,
      Teachers teachers,
      LocalGovernor governor,
      Journal journal,
      BatchSettings settings,
      BatchWatcher watcher,
      Sleeper sleeper,
      Clock clock) {
    this.folder = new BatchFolder(run);
    this.teachers = teachers;
    this.governor = governor;
    this.journal = journal;
    this.settings = settings;
    this.watcher = watcher;
    this.sleeper = sleeper;
    this.clock = clock;
    this.shelf = new BatchShelf(folder, this::protocol, settings.mostRequests(), clock);
  }

  private TeacherServer server(String teacher) {
    return teachers.server(teacher, failure -> watcher.trouble(teacher, failure));
  }

  private BatchProtocol protocol(String teacher) {
    return BatchProtocols.of(server(teacher).teacher());
  }

  /**
   * Waits for the batches that earlier processes submitted for a step, and journals what comes.
   * What was wanted then and not submitted is forgotten: the step will want it again.
   *
   * @throws TeacherException when a server is out of reach
   */
  public void resume(String step) {
    List<BatchManifest> open = new ArrayList<>();
    for (BatchManifest batch : folder.manifests()) {
      if (batch.step().equals(step)) {
        if (batch.state() == BatchManifest.State.PREPARED) {
          folder.drop(batch.number());
        } else if (batch.open()) {
          folder.readCalls(batch.number(), line -> governor.reserve(line.call().estimate(), true));
          open.add(batch);
        }
      }
    }
    folder.dropWanted(step);
    await(open, new ArrayDeque<>());
    folder.dropWanted(step);
  }

  /**
   * Has all calls answered that a step wants: each has a reply in the journal then, or is to be
   * made by itself.
   *
   * @throws io.synth.teacher.BudgetSpentException when a budget allows no further one
   * @throws TeacherException when a server is out of reach, or refuses a batch as a whole
   */
  public void answer(String step) {
    await(new ArrayList<>(), new ArrayDeque<>(shelf.prepare(step)));
  }

  private void await(List<BatchManifest> open, Deque<BatchManifest> waiting) {
    while (true) {
      for (BatchManifest batch : List.copyOf(open)) {
        open.remove(batch);
        look(batch, open, waiting);
      }
      submit(open, waiting);
      if (open.isEmpty() && waiting.isEmpty()) {
        return;
      }
      int requests = open.stream().mapToInt(BatchManifest::requests).sum();
      int done = open.stream().mapToInt(one -> answered.getOrDefault(one.number(), 0)).sum();
      watcher.standing(open.size(), done, requests);
      try {
        sleeper.sleep(settings.poll());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SynthException(
            SynthException.Code.JOB, "interrupted while waiting for batches", e);
      }
    }
  }

  /** As many as the budget allows now; the others wait for those under way. */
  private void submit(List<BatchManifest> open, Deque<BatchManifest> waiting) {
    while (!waiting.isEmpty()) {
      BatchManifest first = waiting.removeFirst();
      List<BatchManifest> parts = shelf.affordable(first, governor);
      if (parts.isEmpty()) {
        waiting.addFirst(first);
        return;
      }
      if (parts.size() > 1) {
        waiting.addFirst(parts.get(1));
      }
      open.add(send(parts.get(0)));
    }
  }

  /** Submits a batch, unless the server has it already. */
  private BatchManifest send(BatchManifest batch) {
    TeacherServer server = server(batch.teacher());
    BatchProtocol protocol = protocol(batch.teacher());
    boolean sent = batch.state() != BatchManifest.State.PREPARED;
    BatchManifest sending = batch.in(BatchManifest.State.SUBMITTING);
    folder.write(sending);
    long bytes = folder.writeLines(batch.number(), protocol);
    BatchDraft draft =
        new BatchDraft(
            batch.name(),
            batch.requests(),
            bytes,
            Instant.ofEpochMilli(batch.preparedAt()),
            () -> folder.openLines(batch.number()));
    try {
      Optional<String> found =
          sent ? protocol.find(server, draft, others(sending)) : Optional.empty();
      String id = found.isPresent() ? found.get() : protocol.submit(server, draft);
      BatchManifest submitted = sending.submitted(id, clock.millis(), found.isPresent());
      folder.write(submitted);
      folder.dropLines(batch.number());
      failing.remove(batch.number());
      return submitted;
    } catch (CallFailure failure) {
      long since = failing.computeIfAbsent(batch.number(), number -> clock.millis());
      long most = server.teacher().retry().deadline().toMillis();
      if (!failure.retryable() || clock.millis() - since >= most) {
        throw refused(batch, "was not taken", failure);
      }
      watcher.trouble(batch.teacher(), failure);
      // Looked for at the server when its time comes, as it may have come through.
      return sending;
    }
  }

  /** Batches at the server that are known to be others. */
  private Set<String> others(BatchManifest batch) {
    Set<String> others = new HashSet<>(batch.others());
    folder.manifests().stream()
        .filter(other -> other.number() != batch.number())
        .map(BatchManifest::serverId)
        .forEach(others::add);
    return others;
  }

  private void look(BatchManifest batch, List<BatchManifest> open, Deque<BatchManifest> waiting) {
    if (batch.state() == BatchManifest.State.SUBMITTING) {
      open.add(send(batch));
      return;
    }
    TeacherServer server = server(batch.teacher());
    BatchProtocol protocol = protocol(batch.teacher());
    try {
      BatchStanding standing = protocol.standing(server, batch.serverId());
      answered.put(batch.number(), standing.answered());
      switch (standing.state()) {
        case RUNNING -> open.add(batch);
        case REFUSED -> {
          if (standing.failure().contains(QUEUE_FULL) && !open.isEmpty()) {
            folder.readCalls(
                batch.number(), line -> governor.release(line.call().estimate(), Spent.NOTHING));
            waiting.add(batch.disowned().in(BatchManifest.State.PREPARED));
            return;
          }
          folder.drop(batch.number());
          throw new TeacherException(
              "unavailable",
              "teacher '"
                  + batch.teacher()
                  + "' refused a batch of "
                  + batch.requests()
                  + " requests: "
                  + standing.failure()
                  + "; nothing of it is charged. Lower batch.max_requests, or take the role out of"
                  + " batch.roles, and give the same command again");
        }
        case ENDED -> collect(batch, server, standing, open, waiting);
      }
    } catch (CallFailure failure) {
      throw refused(batch, "cannot be asked for", failure);
    }
  }

  private void collect(
      BatchManifest batch,
      TeacherServer server,
      BatchStanding standing,
      List<BatchManifest> open,
      Deque<BatchManifest> waiting)
      throws CallFailure {
    BatchCollector collector =
        new BatchCollector(
            batch,
            folder,
            teachers,
            server,
            governor,
            watcher,
            settings.attempts(),
            clock.millis());
    collector.read(protocol(batch.teacher()), standing, journal);
    if (batch.adopted() && !collector.isOurs()) {
      open.add(batch.disowned());
      return;
    }
    Set<String> again = collector.again();
    if (!again.isEmpty()) {
      waiting.add(
          shelf.of(
              batch.step(),
              batch.teacher(),
              file ->
                  folder.readCalls(
                      batch.number(),
                      line -> {
                        if (again.contains(line.call().id())) {
                          file.add(line.again());
                        }
                      })));
    }
    folder.write(batch.in(BatchManifest.State.COLLECTED));
    folder.dropCalls(batch.number());
    answered.remove(batch.number());
  }

  private static TeacherException refused(BatchManifest batch, String what, CallFailure failure) {
    String advice =
        failure.reason().equals("not_found")
            ? " (has the server a batch interface? if not, take the role out of batch.roles)"
            : "";
    return new TeacherException(
        failure.retryable() ? "unavailable" : failure.reason(),
        "a batch of "
            + batch.requests()
            + " requests to teacher '"
            + batch.teacher()
            + "' "
            + what
            + ": "
            + failure.label()
            + ": "
            + failure.detail()
            + advice
            + "; it is kept, and the same command goes on with it",
        failure);
  }
}
