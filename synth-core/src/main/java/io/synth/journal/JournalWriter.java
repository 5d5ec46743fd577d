package io.synth.journal;

import io.synth.SynthException;
import io.synth.model.Completion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Appends completions to one segment, durably. Thread-safe: completions that arrive while the disk
 * is busy share the next write.
 *
 * <p>A thread of its own writes, since an interrupt (as Spark sends to a cancelled task) closes the
 * file under the thread that is writing to it.
 */
public final class JournalWriter implements AutoCloseable {
  private final SegmentFile file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Append> waiting = new ArrayList<>();
  private boolean closed;
  private @Nullable IOException broken;
  private @Nullable Thread thread;

  private record Append(Completion completion, CompletableFuture<Void> done) {}

  JournalWriter(FileSystem files, Path segment) {
    this.file = new SegmentFile(files, segment);
  }

  /** The segment's file. */
  public Path segment() {
    return file.path();
  }

  /**
   * Returns when the completion is on the disk: it survives a killed process and, where the file
   * system's hsync holds what it promises, a lost machine. An interrupt does not cut it short.
   *
   * @throws SynthException when it could not be written; every later append fails too
   */
  public void append(Completion completion) {
    Append append = new Append(completion, new CompletableFuture<>());
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the journal segment " + segment() + " is closed");
      }
      waiting.add(append);
      if (thread == null) {
        thread = new Thread(this::writeUntilClosed, "journal " + segment().getName());
        thread.setDaemon(true);
        thread.start();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      append.done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw Journal.failure("cannot write the journal segment " + segment(), io);
      }
      throw e;
    }
  }

  private void writeUntilClosed() {
    List<Append> batch = next();
    while (!batch.isEmpty()) {
      write(batch);
      batch = next();
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
        file.append(batch.stream().map(Append::completion).toList());
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
    try {
      file.close();
    } catch (IOException e) {
      throw Journal.failure("cannot close the journal segment " + segment(), e);
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
