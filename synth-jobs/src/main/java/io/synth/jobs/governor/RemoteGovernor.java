package io.synth.jobs.governor;

import io.synth.SynthException;
import io.synth.jobs.Progress;
import io.synth.teacher.CallEstimate;
import io.synth.teacher.CircuitOpenException;
import io.synth.teacher.Governor;
import io.synth.teacher.Lease;
import io.synth.teacher.Settlement;
import io.synth.teacher.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The driver's governor as the threads of one executor ask it. One thread speaks for all of them:
 * each exchange takes along what ended and what is wanted since the one before, so that a busy
 * executor leases calls in batches, and an idle one is heard of all the same. Thread-safe.
 */
final class RemoteGovernor implements Governor, AutoCloseable {
  /** Longest time between two exchanges. */
  static final Duration SILENCE = Duration.ofSeconds(2);

  /** After so many exchanges without an answer those who wait are told. */
  private static final int MOST_FAILURES = 5;

  /** So many times as long as for room is waited for a driver that does not answer. */
  private static final int AFTER_FAILURE = 10;

  private static final Duration LAST_WORD = Duration.ofSeconds(5);

  /** Sends an exchange to the driver. */
  @FunctionalInterface
  interface Line {
    /**
     * The answer.
     *
     * @throws RuntimeException when none came
     */
    Answer ask(Exchange exchange);
  }

  private final String executor;
  private final Line line;
  private final Progress progress;
  private final Duration poll;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Wanted> wanted = new LinkedHashSet<>();
  private final Set<Long> held = new LinkedHashSet<>();
  private List<Exchange.Settled> settled = new ArrayList<>();
  private volatile Map<String, Standing> troubled = Map.of();
  private boolean news;
  private long begun;
  private long ended;
  private boolean closed;
  private int failures;
  private final Thread thread;

  private static final class Wanted {
    private final CallEstimate call;
    private final Duration patience;

    /** For how long the teacher was down while this waited, as far as was heard. */
    private long outageMs;

    private long lastTroubleMs = -1;

    private final CompletableFuture<Lease> lease = new CompletableFuture<>();

    private Wanted(CallEstimate call, Duration patience) {
      this.call = call;
      this.patience = patience;
    }

    /** Whether it has waited for the teacher as long as it may. */
    private boolean givesUp(Standing standing) {
      if (!standing.open()) {
        lastTroubleMs = -1;
        return false;
      }
      long since = lastTroubleMs >= 0 ? standing.troubleMs() - lastTroubleMs : 0;
      // A circuit that closed and opened again meanwhile begins anew.
      outageMs += since >= 0 ? since : standing.troubleMs();
      lastTroubleMs = standing.troubleMs();
      return outageMs >= patience.toMillis();
    }
  }

  /**
   * @param poll how soon to ask again where only another executor can make room
   */
  RemoteGovernor(String executor, Line line, Progress progress, Duration poll) {
    this.executor = executor;
    this.line = line;
    this.progress = progress;
    this.poll = poll;
    this.thread = new Thread(this::speakUntilClosed, "governor");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Lease lease(CallEstimate estimate, Duration patience) throws InterruptedException {
    Wanted mine = new Wanted(estimate, patience);
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the executor is shutting down");
      }
      wanted.add(mine);
      tell();
    } finally {
      lock.unlock();
    }
    try {
      return mine.lease.get().afterOutage(mine.outageMs);
    } catch (InterruptedException e) {
      giveUp(mine);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SynthException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** As the driver said when it last answered. */
  @Override
  public Standing standing(String teacher) {
    return troubled.getOrDefault(teacher, Standing.well(teacher));
  }

  private void giveUp(Wanted mine) {
    lock.lock();
    try {
      if (!wanted.remove(mine) && !mine.lease.isCompletedExceptionally()) {
        settle(mine.lease.join(), Settlement.refused());
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void settle(Lease lease, Settlement settlement) {
    lock.lock();
    try {
      if (!held.remove(lease.id())) {
        throw new IllegalStateException(
            "lease " + lease.id() + " of teacher '" + lease.estimate().teacher() + "' is settled");
      }
      settled.add(new Exchange.Settled(lease, settlement));
      tell();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the driver has heard all that was done until now, or does not answer. */
  void flush() {
    lock.lock();
    try {
      long next = begun + 1;
      tell();
      long left = LAST_WORD.toNanos();
      while (ended < next && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    news = true;
    changed.signalAll();
  }

  private void speakUntilClosed() {
    long waitNanos = SILENCE.toNanos();
    while (awaitNews(waitNanos)) {
      waitNanos = speak();
    }
    speak();
  }

  /** Returns when there is something to say or the time is over; false when closed. */
  private boolean awaitNews(long waitNanos) {
    lock.lock();
    try {
      long left = waitNanos;
      while (left > 0 && !closed && (!news || failures > 0)) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Says what there is to say; returns the nanoseconds until the next exchange. */
  private long speak() {
    List<Wanted> asked;
    List<Exchange.Settled> over;
    Exchange exchange;
    lock.lock();
    try {
      news = false;
      begun++;
      asked = new ArrayList<>(wanted);
      over = settled;
      settled = new ArrayList<>();
      exchange =
          new Exchange(
              executor,
              over,
              new ArrayList<>(held),
              asked.stream().map(one -> one.call).toList(),
              progress.counts());
    } finally {
      lock.unlock();
    }
    try {
      Answer answer = line.ask(exchange);
      if (answer.problem() != null) {
        throw new IllegalStateException(answer.problem());
      }
      return heard(asked, answer).toNanos();
    } catch (RuntimeException e) {
      return failed(over, e).toNanos();
    } finally {
      lock.lock();
      try {
        ended = begun;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private Duration heard(List<Wanted> asked, Answer answer) {
    Duration next = SILENCE;
    lock.lock();
    try {
      failures = 0;
      troubled =
          answer.troubled().stream()
              .collect(Collectors.toMap(Standing::teacher, Function.identity()));
      for (int i = 0; i < asked.size(); i++) {
        Wanted one = asked.get(i);
        Answer.Reply reply = answer.replies().get(i);
        if (reply.lease() != null) {
          held.add(reply.lease().id());
          if (wanted.remove(one)) {
            one.lease.complete(reply.lease());
          } else {
            settle(reply.lease(), Settlement.refused());
          }
        } else if (reply.refusal() != null) {
          wanted.remove(one);
          one.lease.completeExceptionally(reply.refusal().exception());
        } else if (one.givesUp(standing(one.call.teacher()))) {
          wanted.remove(one);
          one.lease.completeExceptionally(new CircuitOpenException(standing(one.call.teacher())));
        } else {
          Duration wait =
              reply.waitMillis() == Long.MAX_VALUE
                  ? poll
                  : Duration.ofMillis(Math.max(1, reply.waitMillis()));
          next = wait.compareTo(next) < 0 ? wait : next;
        }
      }
    } finally {
      lock.unlock();
    }
    return next;
  }

  private Duration failed(List<Exchange.Settled> over, RuntimeException e) {
    lock.lock();
    try {
      over.addAll(settled);
      settled = over;
      failures++;
      if (failures >= MOST_FAILURES) {
        SynthException unreachable =
            new SynthException(
                SynthException.Code.JOB,
                "executor " + executor + " cannot reach the governor on the driver: " + e,
                e);
        wanted.forEach(one -> one.lease.completeExceptionally(unreachable));
        wanted.clear();
      }
    } finally {
      lock.unlock();
    }
    return poll.multipliedBy(AFTER_FAILURE);
  }

  /** Says the last, and ends. Who still waits is not answered any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      tell();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(LAST_WORD.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
