package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Simulated servers, and callers that always want to call. Times in milliseconds. */
class ConcurrencyFinderTest {
  private static final int CALLERS = 1024;

  private final ConcurrencyFinder finder = new ConcurrencyFinder();
  private final SplittableRandom random = new SplittableRandom(7);
  private final PriorityQueue<Served> served = new PriorityQueue<>();
  private final Deque<Call> queue = new ArrayDeque<>();
  private long now = 1_000_000;

  /** Calls that the server serves at once. */
  private int capacity = Integer.MAX_VALUE;

  /** Milliseconds for each token, over which lengths are spread evenly up to so many times. */
  private int fewestTokens = 100;

  private int mostTokens = 100;
  private boolean slows;
  private int inFlight;
  private long replies;
  private long weighed;

  private record Call(long sentAt, int tokens) {}

  private record Served(long at, Call call) implements Comparable<Served> {
    @Override
    public int compareTo(Served other) {
      return Long.compare(at, other.at);
    }
  }

  @Test
  void callsInFlightStayNearWhatASaturatedServerServes() {
    capacity = 32;
    slows = true;
    run(30_000);
    replies = 0;
    weighed = 0;
    run(300_000);
    // 32 calls of 500 ms each.
    assertThat(replies / 300.0).isGreaterThan(0.95 * 64);
    assertThat(weighed / 300_000.0).isBetween(32.0, 64.0);
  }

  @Test
  void theBeginningCostsLittle() {
    capacity = 32;
    slows = true;
    run(30_000);
    assertThat(replies / 30.0).isGreaterThan(0.9 * 64);
  }

  @Test
  void aServerThatServesFewIsNotLeftWithAQueueForLong() {
    capacity = 4;
    run(300_000);
    weighed = 0;
    replies = 0;
    run(300_000);
    assertThat(weighed / 300_000.0).isLessThan(12);
    assertThat(replies / 300.0).isGreaterThan(0.95 * 8);
  }

  @Test
  void followsAServerThatServesMore() {
    capacity = 32;
    run(60_000);
    capacity = 96;
    run(60_000);
    replies = 0;
    run(60_000);
    assertThat(replies / 60.0).isGreaterThan(0.95 * 192);
  }

  @Test
  void followsAServerThatServesLess() {
    capacity = 96;
    run(60_000);
    capacity = 32;
    run(240_000);
    weighed = 0;
    run(60_000);
    assertThat(weighed / 60_000.0).isBetween(32.0, 64.0);
  }

  /** It costs nobody anything, and a busy machine of ours makes one as well. */
  @Test
  void aQueueOfMillisecondsIsNone() {
    fewestTokens = 1;
    mostTokens = 1;
    capacity = 16;
    run(10_000);
    weighed = 0;
    run(300_000);
    // 3.2 a millisecond, each in 25 ms.
    assertThat(weighed / 300_000.0).isBetween(64.0, 128.0);
  }

  @Test
  void aServerThatKeepsUpGetsAllCallersWithinAFewLatencies() {
    run(8_000);
    assertThat(inFlight).isEqualTo(CALLERS);
    weighed = 0;
    run(600_000);
    assertThat(weighed / 600_000.0).isGreaterThan(0.99 * CALLERS);
  }

  @Test
  void repliesOfDifferentLengthsAreNotTakenForAQueue() {
    fewestTokens = 40;
    mostTokens = 2_000;
    run(120_000);
    weighed = 0;
    run(1_200_000);
    assertThat(weighed / 1_200_000.0).isGreaterThan(0.97 * CALLERS);
  }

  @Test
  void shortCallsBeforeLongOnesAreNotTakenForAnEmptyQueue() {
    fewestTokens = 20;
    mostTokens = 20;
    run(120_000);
    fewestTokens = 2_000;
    mostTokens = 4_000;
    run(60_000);
    weighed = 0;
    run(600_000);
    assertThat(weighed / 600_000.0).isGreaterThan(0.9 * CALLERS);
  }

  @Test
  void fewCallersAreNeverHeldBack() {
    for (int i = 0; i < 10_000; i++) {
      now += 10;
      finder.wanted(4);
      finder.replied(200 + random.nextInt(2_000), 50, now);
    }
    assertThat(finder.most()).isGreaterThanOrEqualTo(ConcurrencyFinder.FIRST);
  }

  @Test
  void aMachineThatIsBusyItselfIsNotTakenForABusyServer() {
    Deque<Long> sent = new ArrayDeque<>();
    double done = 0;
    for (int tick = 0; tick < 150_000; tick++) {
      now++;
      replies = tick == 30_000 ? 0 : replies;
      // As bare OkHttp was measured: the more threads are ready to run, the less each wakes.
      for (done += ownPace(sent.size()); done >= 1 && !sent.isEmpty(); done--) {
        finder.replied(now - sent.removeFirst(), 100, now);
        replies++;
      }
      for (finder.wanted(sent.size());
          sent.size() < Math.min(CALLERS, finder.most());
          finder.wanted(sent.size())) {
        sent.addLast(now);
      }
    }
    assertThat(replies / 120_000.0).isGreaterThan(0.9 * ownPace(CALLERS));
  }

  /** Calls in a millisecond to a server that takes no time. */
  private static double ownPace(int inFlight) {
    return 14.0 * inFlight / (inFlight + 40);
  }

  private void run(long millis) {
    long end = now + millis;
    send();
    while (!served.isEmpty() && served.peek().at <= end) {
      Served next = served.poll();
      weigh(next.at);
      inFlight--;
      replies++;
      finder.replied(now - next.call.sentAt, next.call.tokens, now);
      begin();
      send();
    }
    weigh(end);
  }

  private void weigh(long until) {
    weighed += inFlight * (until - now);
    now = until;
  }

  private void send() {
    while (inFlight < CALLERS) {
      finder.wanted(inFlight);
      if (inFlight >= finder.most()) {
        return;
      }
      inFlight++;
      queue.addLast(new Call(now, random.nextInt(fewestTokens, mostTokens + 1)));
      begin();
    }
  }

  /** Five milliseconds for each token; longer when many wait. */
  private void begin() {
    while (served.size() < capacity && !queue.isEmpty()) {
      Call call = queue.removeFirst();
      long takes = 5L * call.tokens;
      takes += slows ? takes * queue.size() / 256 : 0;
      served.add(new Served(now + takes, call));
    }
  }
}
