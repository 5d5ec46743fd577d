package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.config.Budget;
import io.synth.config.RateLimits;
import io.synth.config.TeacherConfig;
import io.synth.fake.Trials;
import io.synth.model.Lost;
import io.synth.model.Spent;
import io.synth.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalGovernorTest {
  private static final Usage ONE_CALL = new Usage(1, 0, 0, 0, 0, 0);

  private final FakeTime time = new FakeTime();

  @Test
  void startsNoMoreRequestsThanAllowedInAnyMinute() throws InterruptedException {
    LocalGovernor governor = governor(new RateLimits(5, null, null), Budget.NONE);
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      Lease lease = governor.lease(call(1, 0));
      starts.add(time.millis());
      time.pass(Duration.ofSeconds(2));
      governor.settle(lease, Settlement.done(usage(1, 0)));
    }
    for (int i = 5; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 5)).isGreaterThanOrEqualTo(60_000);
    }
  }

  @Test
  void countsTheTokensThatWereReallyUsed() throws InterruptedException {
    LocalGovernor governor = governor(new RateLimits(null, 1_000L, null), Budget.NONE);
    governor.settle(governor.lease(call(900, 0)), Settlement.done(usage(300, 0)));
    governor.settle(governor.lease(call(700, 0)), Settlement.refused());
    governor.lease(call(700, 0));
    assertThat(time.sleeps()).isEmpty();
    governor.lease(call(1, 0));
    assertThat(total(time.sleeps())).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aCallAboveTheWholeLimitGoesAlone() throws InterruptedException {
    LocalGovernor governor = governor(new RateLimits(null, 100L, null), Budget.NONE);
    governor.lease(call(500, 0));
    assertThat(time.sleeps()).isEmpty();
    governor.lease(call(1, 0));
    assertThat(total(time.sleeps())).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void neverLetsMoreCallsFlyThanAllowed() throws InterruptedException {
    LocalGovernor governor = governor(new RateLimits(null, null, 3), Budget.NONE);
    AtomicInteger flying = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(3);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 50; i++) {
                    Lease lease = governor.lease(call(1, 0));
                    most.accumulateAndGet(flying.incrementAndGet(), Math::max);
                    full.countDown();
                    full.await();
                    flying.decrementAndGet();
                    governor.settle(lease, Settlement.done(usage(1, 0)));
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most).hasValue(3);
    assertThat(spent(governor).calls()).isEqualTo(400);
  }

  @Test
  void aBudgetIsNeverPassed() {
    Trials.of(200, this::budgetIsNotPassed);
  }

  private void budgetIsNotPassed(SplittableRandom random) throws InterruptedException {
    Budget budget = new Budget(1.0, 5_000L, 40L);
    LocalGovernor governor = governor(RateLimits.NONE, budget);
    for (int i = 0; i < 100; i++) {
      CallEstimate call = call(random.nextInt(1, 400), random.nextDouble(0.1));
      Lease lease;
      try {
        lease = governor.lease(call);
      } catch (BudgetSpentException e) {
        continue;
      }
      governor.settle(
          lease,
          switch (random.nextInt(4)) {
            case 0 -> Settlement.lost();
            case 1 -> Settlement.refused();
            default -> Settlement.done(usage(call.mostTokens(), call.mostUsd()));
          });
      Spent spent = spent(governor);
      assertThat(spent.usd()).isLessThanOrEqualTo(1.0 + 1e-9);
      assertThat(spent.tokens()).isLessThanOrEqualTo(5_000);
      assertThat(spent.calls()).isLessThanOrEqualTo(40);
    }
  }

  @Test
  void aCallWaitsForThoseInFlightBeforeTheBudgetIsCalledSpent() throws Exception {
    LocalGovernor governor = governor(RateLimits.NONE, new Budget(1.0, null, null));
    Lease first = governor.lease(call(1, 0.8));
    CompletableFuture<Lease> answer = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                answer.complete(governor.lease(call(1, 0.5)));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    governor.settle(first, Settlement.done(usage(1, 0.2)));
    waiting.join();
    Lease second = answer.join();
    assertThat(second.id()).isEqualTo(1);
    governor.settle(second, Settlement.lost());
    assertThatThrownBy(() -> governor.lease(call(1, 0.5)))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessage(
            "the budget of the run is spent: 0.7000 of 1.0000 USD are used, and the next call of"
                + " teacher 't' may cost 0.5000 (replies lost on the way count at the most they may"
                + " have cost: 1 calls, 1 tokens, 0.5000 USD); raise it, or set max_tokens of the"
                + " role lower, and resume the run");
    assertThat(spent(governor)).isEqualTo(new Spent(usage(1, 0.2), new Lost(1, 1, 0.5)));
  }

  @Test
  void aResumedRunWaitsForTheEndOfTheMinuteOfTheProcessBeforeIt() throws Exception {
    LocalGovernor limited = governor(new RateLimits(60, null, null), Budget.NONE);
    Instant killed = time.instant().minusSeconds(10);
    assertThat(limited.calledUntil(killed)).containsExactly("t");
    assertThat(limited.attempt(call(1, 0))).isEqualTo(new Decision.AfterMillis(50_000));
    time.pass(Duration.ofSeconds(50));
    assertThat(limited.attempt(call(1, 0))).isInstanceOf(Decision.Granted.class);
    assertThat(limited.calledUntil(killed)).isEmpty();

    LocalGovernor free = governor(new RateLimits(null, null, 4), Budget.NONE);
    assertThat(free.calledUntil(time.instant())).isEmpty();
    assertThat(free.attempt(call(1, 0))).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void aResumedRunCountsWhatItSpentBefore() {
    LocalGovernor governor =
        new LocalGovernor(
            List.of(teacher(RateLimits.NONE)),
            new Budget(null, 100L, null),
            Map.of(
                "t",
                new Spent(usage(50, 0.5), new Lost(1, 10, 0)),
                "gone",
                new Spent(usage(30, 0.5), Lost.NONE)),
            time,
            time);
    assertThat(governor.spent()).containsOnlyKeys("gone", "t");
    assertThatThrownBy(() -> governor.lease(call(20, 0)))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessageContaining(
            "90 of 100 tokens are used, and the next call of teacher 't' may take 20");
  }

  @Test
  void aTeacherHasABudgetOfItsOwn() {
    LocalGovernor governor =
        new LocalGovernor(
            List.of(
                TeacherConfig.builder("t")
                    .baseUrl("demo")
                    .model("m")
                    .budget(new Budget(null, null, 0L))
                    .build()),
            Budget.NONE,
            Map.of(),
            time,
            time);
    assertThatThrownBy(() -> governor.lease(call(1, 0)))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessageStartingWith("the budget of teacher 't' is spent: 0 of 0 calls are used");
  }

  @Test
  void aThrottleSlowsAllDownAndIsOvercome() throws InterruptedException {
    TeacherGate gate = new TeacherGate("t", RateLimits.NONE);
    List<Lease> wave = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      wave.add(start(gate, i));
    }
    for (Lease lease : wave) {
      gate.settle(lease, Settlement.throttled(Duration.ofSeconds(9)), time.millis());
    }
    assertThat(gate.waitMs(call(1, 0), time.millis())).isEqualTo(9_000);
    time.pass(Duration.ofSeconds(9));
    int id = 200;
    for (int i = 0; i < 500; i++) {
      Lease lease = start(gate, id++);
      gate.settle(lease, Settlement.done(usage(1, 0)), time.millis());
    }
    assertThat(flying(gate, id))
        .as("no ceiling is left but that of a server nothing is known of")
        .isEqualTo(ConcurrencyFinder.FIRST);
  }

  @Test
  void throttlesWithoutAWordPauseLongerEachTime() {
    TeacherGate gate = new TeacherGate("t", RateLimits.NONE);
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Lease lease = start(gate, i);
      gate.settle(lease, Settlement.throttled(null), time.millis());
      long pause = gate.waitMs(call(1, 0), time.millis());
      pauses.add(pause);
      time.pass(Duration.ofMillis(pause));
    }
    // One refusal or two may be chance, and no pause is so long that a recovered server idles.
    assertThat(pauses).containsExactly(0L, 0L, 250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L);
  }

  @Test
  void aLeaseIsSettledOnce() throws InterruptedException {
    LocalGovernor governor = governor(RateLimits.NONE, Budget.NONE);
    Lease lease = governor.lease(call(1, 0));
    governor.settle(lease, Settlement.refused());
    assertThatThrownBy(() -> governor.settle(lease, Settlement.refused()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lease 0 of teacher 't' is settled");
    assertThatThrownBy(() -> governor.lease(new CallEstimate("x", 1, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no teacher 'x'");
  }

  @Test
  void aLeaseWhoseHolderIsGoneCountsAsSpentUntilItIsSettledAfterAll() throws InterruptedException {
    LocalGovernor governor =
        governor(new RateLimits(null, null, 1), new Budget(null, 1_000L, null));
    Lease lost = governor.lease(call(600, 0.5));
    assertThat(governor.attempt(call(300, 0))).isEqualTo(Decision.AFTER_SETTLEMENT);
    governor.expire(lost);
    governor.expire(lost);
    assertThat(spent(governor)).isEqualTo(new Spent(Usage.NONE, new Lost(1, 600, 0.5)));
    Lease next = governor.lease(call(300, 0));
    governor.settle(next, Settlement.done(usage(300, 0)));
    assertThatThrownBy(() -> governor.attempt(call(300, 0)))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessageContaining("900 of 1000 tokens are used");
    governor.settle(lost, Settlement.done(usage(100, 0.125)));
    assertThat(spent(governor)).isEqualTo(new Spent(usage(400, 0.125).plus(ONE_CALL), Lost.NONE));
    assertThat(governor.attempt(call(300, 0))).isInstanceOf(Decision.Granted.class);
    assertThatThrownBy(() -> governor.settle(lost, Settlement.refused()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lease 0 of teacher 't' is settled");
  }

  @Test
  void noCallButAProbeIsSentWhileTheCircuitIsOpen() throws InterruptedException {
    LocalGovernor governor = governor(RateLimits.NONE, Budget.NONE);
    fail(governor, TeacherCircuit.IN_A_ROW);
    assertThat(governor.standing("t").circuit()).isEqualTo(Standing.Circuit.OPEN);
    assertThat(governor.troubled()).extracting(Standing::teacher).containsExactly("t");
    Lease probe = governor.lease(call(1, 0));
    assertThat(probe.outageMs()).isBetween(750L, 1_000L);
    assertThat(governor.attempt(call(1, 0))).isInstanceOf(Decision.AfterMillis.class);
    governor.settle(probe, Settlement.done(usage(1, 0), alive()));
    assertThat(governor.attempt(call(1, 0))).isInstanceOf(Decision.Granted.class);
    assertThat(governor.standing("t")).isEqualTo(Standing.well("t"));
  }

  @Test
  void whoHasWaitedForATeacherAsLongAsItMayIsToldHowTheTeacherStands() throws InterruptedException {
    LocalGovernor governor = governor(RateLimits.NONE, Budget.NONE);
    fail(governor, TeacherCircuit.IN_A_ROW);
    // Others probe; this one comes later each time.
    time.pass(Duration.ofSeconds(30));
    governor.lease(call(1, 0));
    assertThatThrownBy(() -> governor.lease(call(1, 0), Duration.ofSeconds(1)))
        .isInstanceOf(CircuitOpenException.class)
        .hasMessage(
            "teacher 't' has been down for 31 s: 8 calls failed, the last with HTTP 503: overloaded;"
                + " the next probe goes in 1 s")
        .satisfies(e -> assertThat(((CircuitOpenException) e).outage()).isTrue());
    assertThat(total(time.sleeps())).isEqualTo(Duration.ofSeconds(1));
  }

  private static void fail(LocalGovernor governor, int calls) throws InterruptedException {
    for (int i = 0; i < calls; i++) {
      governor.settle(
          governor.lease(call(1, 0)),
          Settlement.of(CallFailure.ofStatus("unavailable", 503, true, "overloaded")));
    }
  }

  private static Observation alive() {
    return new Observation(Observation.Sign.ALIVE, 10, RateHeaders.NONE, "");
  }

  @Test
  void tellsHowLongToWaitWithoutWaiting() throws InterruptedException {
    LocalGovernor governor = governor(new RateLimits(1, null, null), Budget.NONE);
    governor.lease(call(1, 0));
    time.pass(Duration.ofSeconds(20));
    assertThat(governor.attempt(call(1, 0))).isEqualTo(new Decision.AfterMillis(40_000));
    assertThat(time.sleeps()).isEmpty();
  }

  private Lease start(TeacherGate gate, long id) {
    Lease lease = new Lease(id, call(1, 0));
    gate.start(lease, time.millis());
    return lease;
  }

  private int flying(TeacherGate gate, long firstId) {
    List<Lease> leases = new ArrayList<>();
    while (leases.size() < 1_000 && gate.waitMs(call(1, 0), time.millis()) == 0) {
      leases.add(start(gate, firstId + leases.size()));
    }
    leases.forEach(lease -> gate.settle(lease, Settlement.refused(), time.millis()));
    return leases.size();
  }

  private LocalGovernor governor(RateLimits limits, Budget budget) {
    return new LocalGovernor(List.of(teacher(limits)), budget, Map.of(), time, time);
  }

  private static Spent spent(LocalGovernor governor) {
    return governor.spent().getOrDefault("t", Spent.NOTHING);
  }

  private static TeacherConfig teacher(RateLimits limits) {
    return TeacherConfig.builder("t").baseUrl("demo").model("m").limits(limits).build();
  }

  private static CallEstimate call(long tokens, double usd) {
    return new CallEstimate("t", tokens, tokens, usd);
  }

  private static Usage usage(long tokens, double usd) {
    return new Usage(1, tokens, 0, 0, 0, usd);
  }

  private static Duration total(List<Duration> sleeps) {
    return sleeps.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
