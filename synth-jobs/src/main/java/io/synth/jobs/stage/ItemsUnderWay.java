package io.synth.jobs.stage;

import io.synth.SynthException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;

/**
 * The items of one group that are worked on at once, each by a thread, and those that wait for a
 * slow one before them: a bounded number. Used by the thread of the group's Spark task alone.
 */
final class ItemsUnderWay {
  /** Finished items that may wait for a slow one before them, for each thread. */
  private static final int WINDOW = 4;

  /** So often it is asked whether Spark has killed the task, which need not interrupt it. */
  private static final long LOOK_MS = 200;

  private final TaskContext task = TaskContext.get();
  private final ExecutorService threads;
  private final Deque<Future<ItemRows>> items = new ArrayDeque<>();
  private final int most;

  /**
   * @param parallel items worked on at once
   */
  ItemsUnderWay(int parallel) {
    this.threads = Executors.newFixedThreadPool(parallel);
    this.most = parallel * WINDOW;
  }

  boolean full() {
    return items.size() >= most;
  }

  boolean empty() {
    return items.isEmpty();
  }

  void begin(Callable<ItemRows> item) {
    items.add(threads.submit(item));
  }

  /** Waits for the item that was begun first, and gives its rows. */
  ItemRows first() throws IOException, InterruptedException, StoppedException {
    Future<ItemRows> first = items.remove();
    while (true) {
      try {
        return first.get(LOOK_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (task.isInterrupted()) {
          throw new TaskKilledException("the job failed or another attempt was faster");
        }
      } catch (ExecutionException e) {
        throw failure(e);
      }
    }
  }

  private static RuntimeException failure(ExecutionException e)
      throws IOException, StoppedException {
    @Nullable Throwable cause = e.getCause();
    if (cause instanceof StoppedException stopped) {
      throw stopped;
    }
    if (cause instanceof UncheckedIOException io) {
      throw new IOException(io.getMessage(), io);
    }
    return cause instanceof RuntimeException runtime
        ? runtime
        : new SynthException(SynthException.Code.JOB, String.valueOf(cause), e);
  }

  /** Waits for the items that threads work on; those that wait for a thread are not begun. */
  void end() throws InterruptedException {
    items.forEach(item -> item.cancel(false));
    threads.shutdown();
    threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  /** Ends all of them at once. */
  void abort() {
    threads.shutdownNow();
  }
}
