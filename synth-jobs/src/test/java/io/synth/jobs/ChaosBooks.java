package io.synth.jobs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a teacher's server counts: requests, answers, faults, kills. Thread-safe. */
final class ChaosBooks {
  /** How long before a kill an answer may have left, and not be in the journal yet. */
  private static final long IN_FLIGHT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<String, Integer> asked = new HashMap<>();
  private final Map<String, List<Exchange>> answered = new HashMap<>();
  private final Map<ChaosFault, Integer> faults = new EnumMap<>(ChaosFault.class);
  private final List<Long> arrivals = new ArrayList<>();
  private final List<Kill> kills = new ArrayList<>();
  private final List<Exchange> charged = new ArrayList<>();
  private int inFlight;
  private int mostInFlight;

  /** A request that was answered, be it so that nobody can use it; nanoseconds and USD. */
  private record Exchange(long arrived, long answered, double usd) {}

  /** Notes a request that came, and tells how often it had come before. */
  synchronized int arrived(String request) {
    arrivals.add(System.nanoTime());
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
    return asked.merge(request, 1, Integer::sum) - 1;
  }

  synchronized void faulted(ChaosFault fault) {
    faults.merge(fault, 1, Integer::sum);
  }

  /**
   * A request has got all that it gets.
   *
   * @param arrived {@link System#nanoTime} before the request was noted
   * @param usd what it is charged
   */
  synchronized void settled(String request, long arrived, ChaosFault.Outcome outcome, double usd) {
    inFlight--;
    Exchange exchange = new Exchange(arrived, System.nanoTime(), usd);
    if (outcome != ChaosFault.Outcome.REFUSED) {
      charged.add(exchange);
    }
    if (outcome == ChaosFault.Outcome.USABLE || outcome == ChaosFault.Outcome.PAID) {
      answered.computeIfAbsent(request, unused -> new ArrayList<>()).add(exchange);
    }
  }

  /** From when on processes were killed, and since when the last of them is dead; nanoseconds. */
  private record Kill(long from, long to) {}

  /**
   * Processes of the client are dead, and nothing of them in flight any more.
   *
   * @param from {@link System#nanoTime} before the first was killed: others die of it some time
   *     later, and lose what they receive meanwhile
   */
  synchronized void killed(long from) {
    kills.add(new Kill(from, System.nanoTime()));
  }

  synchronized int requests() {
    return arrivals.size();
  }

  /**
   * What was charged so far, in USD, but for what was in flight at a kill: of that the client
   * cannot know.
   */
  synchronized double chargedUsd() {
    return charged.stream().filter(exchange -> !lost(exchange)).mapToDouble(Exchange::usd).sum();
  }

  /**
   * How much may have been charged with a budget: of so many calls as are in flight at each kill,
   * the dearest, a client cannot know.
   *
   * @param atOnce calls in flight at most
   */
  synchronized double mostUsd(double budget, int atOnce) {
    double dearest = charged.stream().mapToDouble(Exchange::usd).max().orElse(0);
    return budget + kills.size() * atOnce * dearest;
  }

  /** All that was charged so far, in USD. */
  synchronized double allUsd() {
    return charged.stream().mapToDouble(Exchange::usd).sum();
  }

  /** How often processes were killed. */
  synchronized int kills() {
    return kills.size();
  }

  synchronized int mostInFlight() {
    return mostInFlight;
  }

  synchronized Map<ChaosFault, Integer> faults() {
    return new EnumMap<>(faults);
  }

  /** The most requests that came in any minute. */
  synchronized int mostInAMinute() {
    int most = 0;
    int from = 0;
    for (int to = 0; to < arrivals.size(); to++) {
      while (arrivals.get(to) - arrivals.get(from) >= MINUTE_NANOS) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  /** What was answered again although no kill can have lost the first answer. */
  synchronized List<String> repeatedWithoutCause() {
    List<String> wrong = new ArrayList<>();
    answered.forEach(
        (request, exchanges) ->
            exchanges.stream()
                .limit(exchanges.size() - 1)
                .filter(exchange -> !lost(exchange))
                .forEach(exchange -> wrong.add(request + beforeKills(exchange))));
    return wrong;
  }

  /** Answers, be they of use or not. */
  synchronized int answers() {
    return answered.values().stream().mapToInt(List::size).sum();
  }

  /** Answers after the first to the same request. */
  synchronized int repeated() {
    return answered.values().stream().mapToInt(exchanges -> exchanges.size() - 1).sum();
  }

  /** In flight when the client was killed, or come so shortly before that nothing was kept. */
  private boolean lost(Exchange exchange) {
    return kills.stream()
        .anyMatch(
            kill ->
                kill.to() >= exchange.arrived()
                    && kill.from() - exchange.answered() < IN_FLIGHT_NANOS);
  }

  private String beforeKills(Exchange exchange) {
    List<Long> millis =
        kills.stream()
            .map(kill -> TimeUnit.NANOSECONDS.toMillis(kill.from() - exchange.answered()))
            .toList();
    return ", answered so many ms before the kills: " + millis;
  }
}
