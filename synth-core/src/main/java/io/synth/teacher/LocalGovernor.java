package io.synth.teacher;

import io.synth.config.Budget;
import io.synth.config.TeacherConfig;
import io.synth.model.Lost;
import io.synth.model.Spent;
import io.synth.model.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The governor itself: asked by the threads of its own JVM, or for others by whoever hands their
 * questions on. Thread-safe.
 */
public final class LocalGovernor implements Governor {
  /** Longest sleep: meanwhile a settled call may have made room. */
  private static final long LONGEST_SLEEP_MS = 1_000;

  private final ReentrantLock lock = new ReentrantLock();

  /** Calls that cannot be afforded wait here for any call's end. */
  private final Condition settled = lock.newCondition();

  /** Calls that are too many for their teacher wait here for one of its calls' end. */
  private final Map<String, Condition> rooms = new HashMap<>();

  /** Teachers for whose next moment a call sleeps; it wakes the next one when it may go. */
  private final Set<String> awaited = new HashSet<>();

  private final BudgetAccount run;
  private final Map<String, BudgetAccount> accounts = new TreeMap<>();
  private final Map<String, TeacherGate> gates = new HashMap<>();
  private final Map<Long, Lease> open = new HashMap<>();

  /** As many as calls were in flight where a holder was lost. */
  private final Map<Long, Lease> expired = new HashMap<>();

  private final Sleeper sleeper;
  private final Clock clock;
  private long leases;

  /**
   * @param budget of the run, over all teachers
   * @param spentBefore what the run's journal says was spent already, by teacher
   */
  public LocalGovernor(
      Iterable<TeacherConfig> teachers,
      Budget budget,
      Map<String, Spent> spentBefore,
      Sleeper sleeper,
      Clock clock) {
    this.sleeper = sleeper;
    this.clock = clock;
    Spent total = Spent.NOTHING;
    for (TeacherConfig teacher : teachers) {
      gates.put(teacher.name(), new TeacherGate(teacher.name(), teacher.limits()));
      accounts.put(
          teacher.name(), BudgetAccount.ofTeacher(teacher.name(), teacher.budget(), Spent.NOTHING));
    }
    for (Map.Entry<String, Spent> before : new TreeMap<>(spentBefore).entrySet()) {
      Spent spent = before.getValue();
      total = total.plus(spent);
      BudgetAccount fresh = accounts.get(before.getKey());
      if (fresh == null) {
        // No longer configured, yet its money is gone.
        accounts.put(before.getKey(), BudgetAccount.ofTeacher(before.getKey(), Budget.NONE, spent));
      } else {
        fresh.add(spent);
      }
    }
    run = BudgetAccount.ofRun(budget, total);
  }

  @Override
  public Lease lease(CallEstimate estimate, Duration patience) throws InterruptedException {
    boolean leased = false;
    try {
      Lease lease = await(estimate, patience);
      leased = true;
      return lease;
    } finally {
      if (!leased) {
        // What woke this call may have been meant for another as well.
        wakeAll(estimate.teacher());
      }
    }
  }

  private void wakeAll(String teacher) {
    lock.lock();
    try {
      settled.signalAll();
      room(teacher).signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Condition room(String teacher) {
    return rooms.computeIfAbsent(teacher, name -> lock.newCondition());
  }

  private Lease await(CallEstimate estimate, Duration patience) throws InterruptedException {
    String teacher = estimate.teacher();
    long outage = 0;
    while (true) {
      Decision decision;
      Standing standing;
      lock.lockInterruptibly();
      try {
        decision = attempt(estimate);
        if (decision instanceof Decision.AfterSettlement) {
          // A call that cannot be afforded waits for any call's end, others for their teacher's.
          (affords(estimate) ? room(teacher) : settled).await();
          continue;
        }
        standing = standing(teacher);
        if (decision instanceof Decision.Granted granted) {
          room(teacher).signal();
          return granted.lease().afterOutage(outage);
        }
        if (!standing.open() && !awaited.add(teacher)) {
          // One that sleeps is enough: a thousand that wake together would take the processor.
          boolean unused = room(teacher).await(LONGEST_SLEEP_MS, TimeUnit.MILLISECONDS);
          continue;
        }
      } finally {
        lock.unlock();
      }
      if (standing.open() && outage >= patience.toMillis()) {
        throw new CircuitOpenException(standing);
      }
      outage += sleep(decision.waitMillis(), standing);
    }
  }

  /** Returns how much of it was an outage. */
  private long sleep(long waitMs, Standing standing) throws InterruptedException {
    long before = clock.millis();
    try {
      sleeper.sleep(Duration.ofMillis(Math.min(waitMs, LONGEST_SLEEP_MS)));
    } finally {
      if (!standing.open()) {
        lock.lock();
        try {
          awaited.remove(standing.teacher());
        } finally {
          lock.unlock();
        }
      }
    }
    return standing.open() ? Math.max(0, clock.millis() - before) : 0;
  }

  /**
   * The same without waiting: tells what to wait for.
   *
   * @throws BudgetSpentException as {@link #lease} does
   */
  public Decision attempt(CallEstimate estimate) {
    lock.lock();
    try {
      long now = clock.millis();
      TeacherGate gate = gate(estimate.teacher());
      BudgetAccount account = account(estimate.teacher());
      if (!affords(estimate)) {
        return Decision.AFTER_SETTLEMENT;
      }
      long waitMs = gate.waitMs(estimate, now);
      if (waitMs == TeacherGate.UNTIL_SETTLED) {
        return Decision.AFTER_SETTLEMENT;
      }
      if (waitMs > 0) {
        return new Decision.AfterMillis(waitMs);
      }
      Lease lease = new Lease(leases++, estimate);
      open.put(lease.id(), lease);
      run.reserve(estimate);
      account.reserve(estimate);
      gate.start(lease, now);
      return new Decision.Granted(lease);
    } finally {
      lock.unlock();
    }
  }

  private boolean affords(CallEstimate estimate) {
    return affords(run, estimate) && affords(account(estimate.teacher()), estimate);
  }

  private static boolean affords(BudgetAccount account, CallEstimate estimate) {
    if (account.affords(estimate)) {
      return true;
    }
    // Calls in flight mostly cost less than was reserved for them.
    if (account.reserved()) {
      return false;
    }
    throw account.refusal(estimate);
  }

  @Override
  public void settle(Lease lease, Settlement settlement) {
    lock.lock();
    try {
      CallEstimate estimate = lease.estimate();
      if (open.remove(lease.id()) != null) {
        Spent consumed = consumed(estimate, settlement);
        run.settle(estimate, consumed);
        account(estimate.teacher()).settle(estimate, consumed);
        TeacherGate gate = gate(estimate.teacher());
        gate.settle(lease, settlement, clock.millis());
        settled.signalAll();
        Condition room = room(estimate.teacher());
        for (int i = Math.max(1, gate.room()); i > 0 && lock.hasWaiters(room); i--) {
          room.signal();
        }
      } else if (expired.remove(lease.id()) != null) {
        // Its holder lives after all: what was taken for spent is known now.
        Spent correction =
            consumed(estimate, settlement).minus(consumed(estimate, Settlement.lost()));
        run.add(correction);
        account(estimate.teacher()).add(correction);
        settled.signalAll();
      } else {
        throw new IllegalStateException(
            "lease " + lease.id() + " of teacher '" + estimate.teacher() + "' is settled");
      }
    } finally {
      lock.unlock();
    }
  }

  private static Spent consumed(CallEstimate estimate, Settlement settlement) {
    return switch (settlement.outcome()) {
      case DONE -> new Spent(settlement.usage(), Lost.NONE);
      case REFUSED, THROTTLED -> Spent.NOTHING;
      case LOST -> new Spent(Usage.NONE, estimate.lost());
    };
  }

  /**
   * Sets aside what a call in a batch may consume: no limit but the budgets knows of it.
   *
   * @param sent whether it is under way already, and is counted whatever it comes to
   * @return false where a budget does not allow it now
   * @throws BudgetSpentException where it never will
   */
  public boolean reserve(CallEstimate estimate, boolean sent) {
    lock.lock();
    try {
      if (!sent && !affords(estimate)) {
        return false;
      }
      run.reserve(estimate);
      account(estimate.teacher()).reserve(estimate);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Gives a reservation back and counts what the call consumed. */
  public void release(CallEstimate estimate, Spent consumed) {
    lock.lock();
    try {
      run.settle(estimate, consumed);
      account(estimate.teacher()).settle(estimate, consumed);
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Settles a lease whose holder is not heard of any more: the call counts as spent, until its
   * holder settles it after all. Nothing happens where it is settled.
   */
  public void expire(Lease lease) {
    lock.lock();
    try {
      if (open.containsKey(lease.id())) {
        settle(lease, Settlement.lost());
        expired.put(lease.id(), lease);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * An earlier process of the run may have called until then: limits per minute count that minute
   * as used up.
   *
   * @return teachers whose new calls wait for its end
   */
  public List<String> calledUntil(Instant then) {
    lock.lock();
    try {
      return new TreeMap<>(gates)
          .entrySet().stream()
              .filter(gate -> gate.getValue().calledUntil(then.toEpochMilli(), clock.millis()))
              .map(Map.Entry::getKey)
              .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Standing standing(String teacher) {
    lock.lock();
    try {
      return gate(teacher).standing(clock.millis());
    } finally {
      lock.unlock();
    }
  }

  /** Teachers whose circuit is open. */
  public List<Standing> troubled() {
    lock.lock();
    try {
      return gates.values().stream()
          .map(gate -> gate.standing(clock.millis()))
          .filter(Standing::open)
          .sorted(Comparator.comparing(Standing::teacher))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** What was consumed so far, by teacher. */
  public SortedMap<String, Spent> spent() {
    lock.lock();
    try {
      SortedMap<String, Spent> spent = new TreeMap<>();
      accounts.forEach((teacher, account) -> spent.put(teacher, account.spent()));
      return spent;
    } finally {
      lock.unlock();
    }
  }

  private TeacherGate gate(String teacher) {
    TeacherGate gate = gates.get(teacher);
    if (gate == null) {
      throw new IllegalArgumentException("there is no teacher '" + teacher + "'");
    }
    return gate;
  }

  private BudgetAccount account(String teacher) {
    BudgetAccount account = accounts.get(teacher);
    if (account == null) {
      throw new IllegalArgumentException("there is no teacher '" + teacher + "'");
    }
    return account;
  }
}
