package io.synth.journal;

import io.synth.SynthException;
import io.synth.model.Completion;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Appends completions, durably: to a segment until it is full or old, then to the next one.
 * Thread-safe: completions that arrive while the disk is busy share the next write.
 *
 * <p>A thread of its own writes, since an interrupt (as Spark sends to a cancelled task) closes the
 * file under the thread that is writing to it.
 */
public final class JournalWriter implements AutoCloseable {
  /** Two writes begin so far apart, or a share of what the calls took, whichever is shorter. */
  private static final long LONGEST_REST_NS = 4_000_000;

  private static final int REST_SHARE = 12;

  private final FileSystem files;
  private final Supplier<Path> names;
  private final SegmentLimits limits;
  private final Clock clock;
  private final String group;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The segment that is written to; the writing thread's, and after its end the closing one's. */
  private @Nullable SegmentFile file;

  private long fileSince;

  /** Of that segment; after a failed write, which ends all writing, of the one that failed. */
  private volatile @Nullable Path path;

  private List<Append> waiting = new ArrayList<>();
  private boolean closed;
  private @Nullable IOException broken;
  private @Nullable Thread thread;

  private record Append(Completion completion, CompletableFuture<Void> done) {}

  /**
   * @param names gives the file of each next segment
   */
  JournalWriter(
      FileSystem files, Supplier<Path> names, SegmentLimits limits, Clock clock, String group) {
    this.files = files;
    this.names = names;
    this.limits = limits;
    this.clock = clock;
    this.group = group;
  }

  /**
   * Returns when the completion is on the disk: it survives a killed process and, where the file
   * system's hsync or, on one without, its close holds what it promises, a lost machine. An
   * interrupt does not cut it short.
   *
   * @throws SynthException when it could not be written; every later append fails too
   */
  public void append(Completion completion) {
    appendAll(List.of(completion));
  }

  /** The same of several, by as few writes as possible. */
  public void appendAll(List<Completion> completions) {
    List<Append> appends =
        completions.stream()
            .map(completion -> new Append(completion, new CompletableFuture<>()))
            .toList();
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the writer of journal segments " + group + " is closed");
      }
      waiting.addAll(appends);
      if (thread == null) {
        thread = new Thread(this::writeUntilClosed, "journal " + group);
        thread.setDaemon(true);
        thread.start();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      appends.forEach(append -> append.done.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw Journal.failure("cannot write the journal segment " + path, io);
      }
      throw e;
    }
  }

  private void writeUntilClosed() {
    List<Append> batch = next();
    while (!batch.isEmpty()) {
      long begun = System.nanoTime();
      write(batch);
      rest(batch, begun);
      batch = next();
    }
  }

  /**
   * Lets more completions gather for the next write: a sync costs as much for one as for hundreds.
   *
   * @param begun when the last write began
   */
  private static void rest(List<Append> written, long begun) {
    long latencyMs = Long.MAX_VALUE / 1_000_000;
    for (Append append : written) {
      latencyMs = Math.min(latencyMs, append.completion.latencyMs());
    }
    long rest = Math.min(latencyMs * 1_000_000 / REST_SHARE, LONGEST_REST_NS);
    rest -= System.nanoTime() - begun;
    if (rest > 0) {
      LockSupport.parkNanos(rest);
    }
  }

  /** All that wait; empty when the writer is closed and nothing waits. */
  private List<Append> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Append> batch = waiting;
      waiting = new ArrayList<>();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Append> batch) {
    Throwable failure = broken;
    if (failure == null) {
      try {
        SegmentFile segment = segment();
        segment.write(batch.stream().map(Append::completion).toList());
        segment.makeDurable();
      } catch (IOException e) {
        // What the file holds is unknown now: nothing may follow.
        broken = e;
        failure = e;
      } catch (RuntimeException | Error e) {
        broken = new IOException("an earlier write failed", e);
        failure = e;
      }
    }
    for (Append append : batch) {
      if (failure == null) {
        append.done.complete(null);
      } else {
        append.done.completeExceptionally(failure);
      }
    }
  }

  /** The segment to write to: the last one, unless it has reached its limits. */
  private SegmentFile segment() throws IOException {
    SegmentFile last = file;
    if (last != null) {
      long age = clock.millis() - fileSince;
      if (last.bytes() < limits.bytes() && age < limits.age().toMillis() && !last.closed()) {
        return last;
      }
      last.close();
    }
    SegmentFile next = new SegmentFile(files, names.get());
    file = next;
    path = next.path();
    fileSince = clock.millis();
    return next;
  }

  /**
   * Closes the file after the last append.
   *
   * @throws SynthException when that fails; what was appended is durable all the same
   */
  @Override
  public void close() {
    Thread writing;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      changed.signalAll();
      writing = thread;
    } finally {
      lock.unlock();
    }
    if (writing != null) {
      joinWholly(writing);
    }
    SegmentFile last = file;
    if (last == null) {
      return;
    }
    try {
      last.close();
    } catch (IOException e) {
      throw Journal.failure("cannot close the journal segment " + last.path(), e);
    }
  }

  private static void joinWholly(Thread writing) {
    boolean interrupted = false;
    while (writing.isAlive()) {
      try {
        writing.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
