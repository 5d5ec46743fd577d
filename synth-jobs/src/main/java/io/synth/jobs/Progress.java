package io.synth.jobs;

import io.synth.model.Usage;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts of the step that is under way in this JVM. Thread-safe. */
public final class Progress {
  private final LongAdder items = new LongAdder();
  private final LongAdder made = new LongAdder();
  private final LongAdder replayed = new LongAdder();
  private final LongAdder tokens = new LongAdder();
  private final DoubleAdder usd = new DoubleAdder();

  void begin() {
    items.reset();
    made.reset();
    replayed.reset();
    tokens.reset();
    usd.reset();
  }

  /** An item is done. */
  public void itemDone() {
    items.increment();
  }

  /** A teacher replied. */
  public void called(Usage usage) {
    made.increment();
    tokens.add(usage.promptTokens() + usage.completionTokens());
    usd.add(usage.costUsd());
  }

  /** Replies came from the journal. */
  public void replayed(long replies) {
    replayed.add(replies);
  }

  long items() {
    return items.sum();
  }

  boolean called() {
    return made.sum() + replayed.sum() > 0;
  }

  /** Calls, tokens and cost, e.g. {@code 1,204 calls, 310 replayed, 2.1M tokens, $0.42}. */
  String calls() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%,d calls", made.sum()));
    if (replayed.sum() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d replayed", replayed.sum()));
    }
    text.append(", ").append(brief(tokens.sum())).append(" tokens");
    text.append(String.format(Locale.ROOT, ", $%.2f", usd.sum()));
    return text.toString();
  }

  private static String brief(long count) {
    if (count < 10_000) {
      return String.format(Locale.ROOT, "%,d", count);
    }
    return count < 1_000_000
        ? String.format(Locale.ROOT, "%dk", count / 1000)
        : String.format(Locale.ROOT, "%.1fM", count / 1e6);
  }
}
