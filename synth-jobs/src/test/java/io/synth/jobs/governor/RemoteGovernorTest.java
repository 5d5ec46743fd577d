package io.synth.jobs.governor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.config.Budget;
import io.synth.config.RateLimits;
import io.synth.config.TeacherConfig;
import io.synth.jobs.Progress;
import io.synth.model.Lost;
import io.synth.model.Spent;
import io.synth.model.Usage;
import io.synth.teacher.BudgetSpentException;
import io.synth.teacher.CallEstimate;
import io.synth.teacher.CircuitOpenException;
import io.synth.teacher.Decision;
import io.synth.teacher.FakeTime;
import io.synth.teacher.Lease;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.Observation;
import io.synth.teacher.RateHeaders;
import io.synth.teacher.Settlement;
import io.synth.teacher.Sleeper;
import io.synth.teacher.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The desk on the driver with executors that ask it, their messages as bytes as on the wire. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RemoteGovernorTest {
  private static final int THREADS = 8;

  private final FakeTime time = new FakeTime();
  private final Progress progress = new Progress();
  private final List<RemoteGovernor> executors = new ArrayList<>();
  private final ExecutorService pool = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    executors.forEach(RemoteGovernor::close);
    pool.shutdownNow();
  }

  @Test
  void theBudgetHoldsForAllExecutorsTogether() throws Exception {
    LocalGovernor governor = governor(RateLimits.NONE, new Budget(null, null, 100L));
    GovernorDesk desk = desk(governor);
    AtomicInteger sent = new AtomicInteger();
    List<Future<String>> ends = new ArrayList<>();
    for (String name : List.of("1", "2")) {
      RemoteGovernor executor = executor(name, desk);
      for (int i = 0; i < THREADS; i++) {
        ends.add(pool.submit(() -> callUntilRefused(executor, sent)));
      }
    }
    for (Future<String> end : ends) {
      assertThat(end.get()).contains("100 of 100 calls are used");
    }
    assertThat(sent).hasValue(100);
    assertThat(spent(governor)).isEqualTo(new Spent(usage(100, 100), Lost.NONE));
  }

  @Test
  void aRefusalTellsWhetherOtherTeachersMayBeAsked() {
    Budget nothing = new Budget(null, null, 0L);
    RemoteGovernor ofTeacher =
        executor(
            "1",
            desk(
                new LocalGovernor(
                    List.of(
                        TeacherConfig.builder("t")
                            .baseUrl("demo")
                            .model("m")
                            .budget(nothing)
                            .build()),
                    Budget.NONE,
                    Map.of(),
                    Sleeper.REAL,
                    time)));
    RemoteGovernor ofRun = executor("2", desk(governor(RateLimits.NONE, nothing)));
    assertThatThrownBy(() -> ofTeacher.lease(call(1)))
        .isInstanceOfSatisfying(
            BudgetSpentException.class, e -> assertThat(e.ofTeacher()).isTrue());
    assertThatThrownBy(() -> ofRun.lease(call(1)))
        .isInstanceOfSatisfying(
            BudgetSpentException.class, e -> assertThat(e.ofTeacher()).isFalse());
  }

  private static String callUntilRefused(RemoteGovernor executor, AtomicInteger sent)
      throws InterruptedException {
    while (true) {
      try {
        Lease lease = executor.lease(call(1));
        sent.incrementAndGet();
        executor.settle(lease, Settlement.done(usage(1, 1)));
      } catch (BudgetSpentException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  @Test
  void noMoreRequestsThanAllowedStartInAnyMinuteOnAllExecutorsTogether() throws Exception {
    GovernorDesk desk = desk(governor(new RateLimits(10, null, null), Budget.NONE));
    List<Long> starts = new ArrayList<>();
    RemoteGovernor.Line recording =
        exchange -> {
          synchronized (time) {
            Answer answer = overTheWire(desk, exchange);
            answer.replies().stream()
                .filter(reply -> reply.lease() != null)
                .forEach(reply -> starts.add(time.millis()));
            return answer;
          }
        };
    List<Future<?>> calls = new ArrayList<>();
    for (String name : List.of("1", "2")) {
      RemoteGovernor executor = executor(name, recording);
      for (int i = 0; i < 18; i++) {
        calls.add(pool.submit(() -> callOnce(executor)));
      }
    }
    while (!calls.stream().allMatch(Future::isDone)) {
      TimeUnit.MILLISECONDS.sleep(1);
      synchronized (time) {
        time.pass(Duration.ofMillis(500));
      }
    }
    assertThat(starts).hasSize(36);
    for (int i = 10; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 10)).isGreaterThanOrEqualTo(60_000);
    }
  }

  private static Void callOnce(RemoteGovernor executor) throws InterruptedException {
    executor.settle(executor.lease(call(1)), Settlement.done(usage(1, 1)));
    return null;
  }

  @Test
  void whatADeadExecutorHeldCountsAsSpentAndMakesRoom() throws Exception {
    LocalGovernor governor = governor(new RateLimits(null, null, 1), Budget.NONE);
    GovernorDesk desk = desk(governor);
    Lease held = executor("dead", desk).lease(call(7));
    RemoteGovernor other = executor("other", desk);
    Future<Lease> waiting = pool.submit(() -> other.lease(call(1)));
    assertThat(governor.attempt(call(1))).isEqualTo(Decision.AFTER_SETTLEMENT);
    desk.lost("dead");
    desk.lost("unknown");
    // It may live on for a moment, and its call with it.
    time.pass(LostExecutors.GRACE.minusMillis(1));
    assertThat(granted(desk, "third", List.of(), List.of(), 1)).isEmpty();
    assertThat(granted(desk, "dead", List.of(), List.of(held), 1)).isEmpty();
    time.pass(Duration.ofMillis(1));
    assertThat(waiting.get().id()).isGreaterThan(held.id());
    assertThat(spent(governor)).isEqualTo(new Spent(Usage.NONE, new Lost(1, 7, 0)));
  }

  @Test
  void aLostExecutorThatStillLivesSettlesItsCallsAndGetsNoOther() {
    LocalGovernor governor = governor(new RateLimits(null, null, 1), Budget.NONE);
    GovernorDesk desk = desk(governor);
    Lease held = granted(desk, "lost", List.of(), List.of(), 1).get(0);
    desk.lost("lost");
    Exchange.Settled done = new Exchange.Settled(held, Settlement.done(usage(1, 1)));
    assertThat(granted(desk, "lost", List.of(done), List.of(), 1)).isEmpty();
    assertThat(spent(governor)).isEqualTo(new Spent(usage(1, 1), Lost.NONE));
    assertThat(granted(desk, "other", List.of(), List.of(), 1)).hasSize(1);
  }

  @Test
  void aSilentExecutorIsTakenForDeadAndBelievedWhenItSpeaksAgain() throws Exception {
    LocalGovernor governor = governor(RateLimits.NONE, Budget.NONE);
    GovernorDesk desk = desk(governor);
    Lease held =
        java.util.Objects.requireNonNull(
            desk.answer(exchange("silent", List.of(), List.of(), List.of(call(7))))
                .replies()
                .get(0)
                .lease());
    time.pass(GovernorDesk.PATIENCE.plusMillis(1));
    desk.answer(exchange("other", List.of(), List.of(), List.of()));
    assertThat(spent(governor)).isEqualTo(new Spent(Usage.NONE, new Lost(1, 7, 0)));
    Exchange.Settled settled = new Exchange.Settled(held, Settlement.done(usage(1, 3)));
    desk.answer(exchange("silent", List.of(settled), List.of(), List.of()));
    assertThat(spent(governor)).isEqualTo(new Spent(usage(1, 3), Lost.NONE));
  }

  @Test
  void answersThatDoNotArriveLoseNothingAndCountNothingTwice() throws Exception {
    LocalGovernor governor = governor(new RateLimits(null, null, 1), new Budget(null, null, 40L));
    GovernorDesk desk = desk(governor);
    AtomicInteger asked = new AtomicInteger();
    RemoteGovernor executor =
        executor(
            "1",
            exchange -> {
              Answer answer = overTheWire(desk, exchange);
              if (asked.incrementAndGet() % 2 == 1) {
                throw new IllegalStateException("the answer is lost");
              }
              return answer;
            });
    AtomicInteger sent = new AtomicInteger();
    assertThat(callUntilRefused(executor, sent)).contains("40 of 40 calls are used");
    assertThat(sent).hasValue(40);
    assertThat(spent(governor)).isEqualTo(new Spent(usage(40, 40), Lost.NONE));
  }

  @Test
  void executorsHearThatATeacherIsDownAndGiveUpWaitingForIt() throws Exception {
    LocalGovernor governor = governor(RateLimits.NONE, Budget.NONE);
    RemoteGovernor executor = executor("1", desk(governor));
    while (!executor.standing("t").open()) {
      executor.settle(executor.lease(call(1)), down());
      executor.flush();
    }
    assertThat(governor.standing("t").circuit()).isEqualTo(Standing.Circuit.OPEN);
    Future<Lease> patient = pool.submit(() -> executor.lease(call(1), Duration.ofMinutes(10)));
    Future<Lease> hasty = pool.submit(() -> executor.lease(call(1), Duration.ofMinutes(1)));
    assertThatThrownBy(() -> executor.lease(call(1), Duration.ZERO))
        .isInstanceOf(CircuitOpenException.class)
        .hasMessageContaining("8 calls failed, the last with HTTP 503: overloaded");
    assertThat(patient.isDone()).isFalse();
    assertThat(hasty.isDone()).isFalse();
    time.pass(Duration.ofSeconds(2));
    Lease probe = first(patient, hasty);
    assertThat(probe.outageMs()).isBetween(0L, 2_000L);
    time.pass(Duration.ofMillis(1));
    executor.settle(probe, Settlement.done(usage(1, 1), alive()));
    Lease second = patient.get().equals(probe) ? hasty.get() : patient.get();
    executor.settle(second, Settlement.done(usage(1, 1)));
    executor.flush();
    assertThat(executor.standing("t")).isEqualTo(Standing.well("t"));
  }

  private static Lease first(Future<Lease> one, Future<Lease> other) throws Exception {
    while (!one.isDone() && !other.isDone()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return one.isDone() ? one.get() : other.get();
  }

  private static Settlement down() {
    return new Settlement(
        Settlement.Outcome.REFUSED,
        Usage.NONE,
        new Observation(Observation.Sign.DOWN, 1, RateHeaders.NONE, "HTTP 503: overloaded"));
  }

  private static Observation alive() {
    return new Observation(Observation.Sign.ALIVE, 1, RateHeaders.NONE, "");
  }

  @Test
  void whoWaitsForADriverThatDoesNotAnswerIsTold() {
    RemoteGovernor executor =
        executor(
            "3",
            exchange -> {
              throw new IllegalStateException("no route");
            });
    assertThatThrownBy(() -> executor.lease(call(1)))
        .isInstanceOf(SynthException.class)
        .hasMessage(
            "executor 3 cannot reach the governor on the driver:"
                + " java.lang.IllegalStateException: no route");
  }

  @Test
  void whoIsInterruptedGivesItsLeaseBack() throws Exception {
    LocalGovernor governor = governor(new RateLimits(null, null, 1), Budget.NONE);
    RemoteGovernor executor = executor("1", desk(governor));
    Lease first = executor.lease(call(1));
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiting =
        new Thread(
            () -> {
              try {
                executor.lease(call(1));
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    waiting.start();
    waiting.interrupt();
    waiting.join();
    assertThat(interrupted).isTrue();
    executor.settle(first, Settlement.done(usage(1, 1)));
    executor.settle(executor.lease(call(1)), Settlement.done(usage(1, 1)));
    executor.close();
    assertThat(spent(governor)).isEqualTo(new Spent(usage(2, 2), Lost.NONE));
  }

  @Test
  void aBusyExecutorDoesNotKeepTheOthersOut() {
    GovernorDesk desk = desk(governor(new RateLimits(null, null, 4), Budget.NONE));
    List<Lease> busy = new ArrayList<>(granted(desk, "busy", List.of(), List.of(), 6));
    assertThat(busy).hasSize(4);
    assertThat(granted(desk, "late", List.of(), List.of(), 2)).isEmpty();

    Exchange.Settled one = new Exchange.Settled(busy.remove(0), Settlement.done(usage(1, 1)));
    assertThat(granted(desk, "busy", List.of(one), busy, 3)).isEmpty();
    List<Lease> late = granted(desk, "late", List.of(), List.of(), 2);
    assertThat(late).hasSize(1);

    Exchange.Settled two = new Exchange.Settled(busy.remove(0), Settlement.done(usage(1, 1)));
    assertThat(granted(desk, "busy", List.of(two), busy, 3)).as("2 and 1 in flight").isEmpty();
    late.addAll(granted(desk, "late", List.of(), late, 1));
    assertThat(late).hasSize(2);

    Exchange.Settled three = new Exchange.Settled(busy.remove(0), Settlement.done(usage(1, 1)));
    assertThat(granted(desk, "busy", List.of(three), busy, 3)).as("its own turn").hasSize(1);
  }

  @Test
  void whoIsNotHeardOfIsNotWaitedFor() {
    GovernorDesk desk = desk(governor(new RateLimits(null, null, 2), Budget.NONE));
    List<Lease> busy = new ArrayList<>(granted(desk, "busy", List.of(), List.of(), 2));
    assertThat(granted(desk, "gone", List.of(), List.of(), 1)).isEmpty();
    Exchange.Settled one = new Exchange.Settled(busy.remove(0), Settlement.done(usage(1, 1)));
    assertThat(granted(desk, "busy", List.of(one), busy, 1)).isEmpty();
    time.pass(RemoteGovernor.SILENCE.multipliedBy(3));
    assertThat(granted(desk, "busy", List.of(), busy, 1)).hasSize(1);
  }

  @Test
  void theDriverHasHeardOfEverythingWhenATaskEnds() {
    GovernorDesk desk = desk(governor(RateLimits.NONE, Budget.NONE));
    Progress there = new Progress();
    RemoteGovernor executor =
        new RemoteGovernor(
            "1", exchange -> overTheWire(desk, exchange), there, Duration.ofMillis(1));
    executors.add(executor);
    for (int item = 1; item <= 50; item++) {
      there.itemDone();
      executor.flush();
      assertThat(progress.counts().items()).isEqualTo(item);
    }
  }

  @Test
  void theDriverHearsWhatTheExecutorsDid() {
    GovernorDesk desk = desk(governor(RateLimits.NONE, Budget.NONE));
    Progress there = new Progress();
    there.itemDone();
    there.called(usage(1, 5));
    RemoteGovernor executor =
        new RemoteGovernor(
            "1", exchange -> overTheWire(desk, exchange), there, Duration.ofMillis(1));
    executor.close();
    assertThat(progress.counts()).isEqualTo(new Progress.Counts(1, 1, 0, 5, 0));
  }

  @Test
  void whatIsHeardTwiceCountsOnce() {
    GovernorDesk desk = desk(governor(RateLimits.NONE, Budget.NONE));
    AtomicInteger asked = new AtomicInteger();
    Progress there = new Progress();
    RemoteGovernor executor =
        new RemoteGovernor(
            "1",
            exchange -> {
              Answer answer = overTheWire(desk, exchange);
              if (asked.incrementAndGet() % 2 == 1) {
                throw new IllegalStateException("the answer was lost");
              }
              return answer;
            },
            there,
            Duration.ofMillis(1));
    executors.add(executor);
    for (int item = 1; item <= 10; item++) {
      there.itemDone();
      executor.flush();
      assertThat(progress.counts().items()).isEqualTo(item);
    }
  }

  @Test
  void aMessageOfOthersIsNotRead() {
    assertThatThrownBy(() -> Wire.read("text", Exchange.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a message of the governor: text");
    byte[] foreign = Wire.bytes(new org.apache.spark.SparkConf(false).getAll());
    assertThatThrownBy(() -> Wire.read(foreign, Exchange.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a message that cannot be read: ");
  }

  private Answer overTheWire(GovernorDesk desk, Exchange exchange) {
    Answer answer = desk.answer(Wire.read(Wire.bytes(exchange), Exchange.class));
    return Wire.read(Wire.bytes(answer), Answer.class);
  }

  private static Exchange exchange(
      String executor, List<Exchange.Settled> settled, List<Long> held, List<CallEstimate> wanted) {
    return new Exchange(executor, settled, held, wanted, Progress.Counts.NONE);
  }

  /** Leases that an executor gets where it wants so many. */
  private static List<Lease> granted(
      GovernorDesk desk,
      String executor,
      List<Exchange.Settled> settled,
      List<Lease> held,
      int wanted) {
    List<Long> ids = held.stream().map(Lease::id).toList();
    Exchange exchange =
        exchange(executor, settled, ids, java.util.Collections.nCopies(wanted, call(1)));
    List<Lease> granted = new ArrayList<>();
    for (Answer.Reply reply : desk.answer(exchange).replies()) {
      if (reply.lease() != null) {
        granted.add(reply.lease());
      }
    }
    return granted;
  }

  private RemoteGovernor executor(String name, GovernorDesk desk) {
    return executor(name, exchange -> overTheWire(desk, exchange));
  }

  private RemoteGovernor executor(String name, RemoteGovernor.Line line) {
    RemoteGovernor executor = new RemoteGovernor(name, line, new Progress(), Duration.ofMillis(1));
    executors.add(executor);
    return executor;
  }

  private GovernorDesk desk(LocalGovernor governor) {
    return new GovernorDesk(governor, progress, time);
  }

  private LocalGovernor governor(RateLimits limits, Budget budget) {
    return new LocalGovernor(
        List.of(TeacherConfig.builder("t").baseUrl("demo").model("m").limits(limits).build()),
        budget,
        Map.of(),
        Sleeper.REAL,
        time);
  }

  private static Spent spent(LocalGovernor governor) {
    return governor.spent().getOrDefault("t", Spent.NOTHING);
  }

  private static CallEstimate call(long tokens) {
    return new CallEstimate("t", tokens, tokens, 0);
  }

  private static Usage usage(int calls, long tokens) {
    return new Usage(calls, tokens, 0, 0, 0, 0);
  }
}
