package io.synth.bench;

import java.util.Arrays;
import java.util.Locale;

/** What the mock teacher counted since the last reset. Times in nanoseconds. */
final class MockCounts {
  private long began;
  private long first;
  private long last;
  private long answered;
  private long refused;
  private long abandoned;
  private long connections;
  private long inFlight;
  private long peak;
  private long weighed;
  private long weighedAt;
  private long tokens;

  /** How often each call was answered, by its number. */
  private byte[] answers = new byte[1 << 16];

  private long twice;

  MockCounts(long now) {
    reset(now);
  }

  void reset(long now) {
    began = now;
    first = 0;
    last = 0;
    answered = 0;
    refused = 0;
    abandoned = 0;
    connections = 0;
    peak = inFlight;
    weighed = 0;
    weighedAt = now;
    tokens = 0;
    answers = new byte[1 << 16];
    twice = 0;
  }

  void connected() {
    connections++;
  }

  void arrived(long now) {
    weigh(now);
    inFlight++;
    peak = Math.max(peak, inFlight);
    first = first == 0 ? now : first;
  }

  void answered(MockRequest request, int usedTokens, long now) {
    left(now);
    answered++;
    tokens += usedTokens;
    int call = request.call();
    if (call >= 0 && call < 1 << 24) {
      if (call >= answers.length) {
        answers = Arrays.copyOf(answers, Integer.highestOneBit(call) * 2);
      }
      if (answers[call] > 0) {
        twice++;
      }
      answers[call] = (byte) Math.min(answers[call] + 1, 100);
    }
  }

  void refused(long now) {
    left(now);
    refused++;
  }

  /** The client was gone before its reply. */
  void abandoned(long now) {
    left(now);
    abandoned++;
  }

  private void left(long now) {
    weigh(now);
    inFlight--;
    last = now;
  }

  private void weigh(long now) {
    weighed += inFlight * (now - weighedAt);
    weighedAt = now;
  }

  String json(String phases, long now) {
    weigh(now);
    return String.format(
        Locale.ROOT,
        "{\"seconds\":%.3f,\"busy_seconds\":%.3f,\"answered\":%d,\"refused\":%d,\"abandoned\":%d,"
            + "\"answered_again\":%d,\"connections\":%d,\"in_flight\":%d,\"peak_in_flight\":%d,"
            + "\"mean_in_flight\":%.1f,\"tokens\":%d,\"phases\":%s}\n",
        (now - began) / 1e9,
        first == 0 ? 0.0 : (last - first) / 1e9,
        answered,
        refused,
        abandoned,
        twice,
        connections,
        inFlight,
        peak,
        weighed / Math.max(1.0, (double) (now - began)),
        tokens,
        phases);
  }
}
