package io.synth.teacher;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import okhttp3.ConnectionPool;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;

/**
 * Pools whose idle connections are looked through once a second. OkHttp's own do so at the end of
 * each call, by a thread that has to be woken for it: about as dear as the call's own sleep.
 * Thread-safe.
 */
final class IdleConnections {
  private static final long BETWEEN_LOOKS_NS = 1_000_000_000;

  private static final TaskRunner LOOKS =
      new TaskRunner(new Unhurried(), Logger.getLogger(IdleConnections.class.getName()));

  private IdleConnections() {}

  /**
   * A pool.
   *
   * @param most idle connections
   * @param kept how long each is, or up to a second longer
   */
  static ConnectionPool pool(int most, Duration kept) {
    return new ConnectionPool(
        most,
        kept.toMillis(),
        TimeUnit.MILLISECONDS,
        LOOKS,
        ConnectionListener.Companion.getNONE());
  }

  /** Starts tasks as OkHttp does, but wakes nobody for one: it is seen a second later at most. */
  private static final class Unhurried implements TaskRunner.Backend {
    private final TaskRunner.Backend usual =
        new TaskRunner.RealBackend(
            task -> {
              Thread thread = new Thread(task, "idle connections");
              thread.setDaemon(true);
              return thread;
            });

    @Override
    public long nanoTime() {
      return usual.nanoTime();
    }

    @Override
    public void coordinatorNotify(TaskRunner runner) {
      // The one who waits looks by itself.
    }

    @Override
    public void coordinatorWait(TaskRunner runner, long nanos) {
      usual.coordinatorWait(runner, Math.min(nanos, BETWEEN_LOOKS_NS));
    }

    @Override
    public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
      return usual.decorate(queue);
    }

    @Override
    public void execute(TaskRunner runner, Runnable task) {
      usual.execute(runner, task);
    }
  }
}
