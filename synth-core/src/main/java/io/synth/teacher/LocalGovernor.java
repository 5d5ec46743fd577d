package io.synth.teacher;

import io.synth.config.Budget;
import io.synth.config.TeacherConfig;
import io.synth.model.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The governor of all calls of one JVM. Thread-safe. */
public final class LocalGovernor implements Governor {
  /** Longest sleep: meanwhile a settled call may have made room. */
  private static final long LONGEST_SLEEP_MS = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final BudgetAccount run;
  private final Map<String, BudgetAccount> accounts = new TreeMap<>();
  private final Map<String, TeacherGate> gates = new HashMap<>();
  private final Map<Long, Lease> open = new HashMap<>();
  private final Sleeper sleeper;
  private final Clock clock;
  private long leases;

  /**
   * @param budget of the run, over all teachers
   * @param spentBefore what the run's journal says was consumed already, by teacher
   */
  public LocalGovernor(
      Iterable<TeacherConfig> teachers,
      Budget budget,
      Map<String, Usage> spentBefore,
      Sleeper sleeper,
      Clock clock) {
    this.sleeper = sleeper;
    this.clock = clock;
    Spent total = Spent.NOTHING;
    for (TeacherConfig teacher : teachers) {
      gates.put(teacher.name(), new TeacherGate(teacher.limits()));
      accounts.put(
          teacher.name(),
          new BudgetAccount("teacher '" + teacher.name() + "'", teacher.budget(), Spent.NOTHING));
    }
    for (Map.Entry<String, Usage> before : new TreeMap<>(spentBefore).entrySet()) {
      Spent spent = new Spent(before.getValue(), 0, 0, 0);
      total = total.plus(spent);
      BudgetAccount fresh = accounts.get(before.getKey());
      if (fresh == null) {
        // No longer configured, yet its money is gone.
        accounts.put(
            before.getKey(),
            new BudgetAccount("teacher '" + before.getKey() + "'", Budget.NONE, spent));
      } else {
        fresh.add(spent);
      }
    }
    run = new BudgetAccount("the run", budget, total);
  }

  @Override
  public Lease lease(CallEstimate estimate) throws InterruptedException {
    while (true) {
      long waitMs;
      lock.lockInterruptibly();
      try {
        long now = clock.millis();
        TeacherGate gate = gate(estimate.teacher());
        BudgetAccount account = account(estimate.teacher());
        if (!affords(run, estimate) || !affords(account, estimate)) {
          waitMs = TeacherGate.UNTIL_SETTLED;
        } else {
          waitMs = gate.waitMs(estimate, now);
        }
        if (waitMs == 0) {
          Lease lease = new Lease(leases++, estimate);
          open.put(lease.id(), lease);
          run.reserve(estimate);
          account.reserve(estimate);
          gate.start(lease, now);
          return lease;
        }
        if (waitMs == TeacherGate.UNTIL_SETTLED) {
          settled.await();
          continue;
        }
      } finally {
        lock.unlock();
      }
      sleeper.sleep(Duration.ofMillis(Math.min(waitMs, LONGEST_SLEEP_MS)));
    }
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
      if (open.remove(lease.id()) == null) {
        throw new IllegalStateException(
            "lease " + lease.id() + " of teacher '" + lease.estimate().teacher() + "' is settled");
      }
      CallEstimate estimate = lease.estimate();
      Spent consumed =
          switch (settlement.outcome()) {
            case DONE -> new Spent(settlement.usage(), 0, 0, 0);
            case REFUSED, THROTTLED -> Spent.NOTHING;
            case LOST -> new Spent(Usage.NONE, 1, estimate.mostTokens(), estimate.mostUsd());
          };
      run.settle(estimate, consumed);
      account(estimate.teacher()).settle(estimate, consumed);
      gate(estimate.teacher()).settle(lease, settlement, clock.millis());
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
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
