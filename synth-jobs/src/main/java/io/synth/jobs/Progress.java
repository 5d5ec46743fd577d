package io.synth.jobs;

import io.synth.model.Usage;
import java.io.Serializable;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts of the step that is under way. Thread-safe. */
public final class Progress {
  private final LongAdder items = new LongAdder();
  private final LongAdder made = new LongAdder();
  private final LongAdder replayed = new LongAdder();
  private final LongAdder tokens = new LongAdder();
  private final DoubleAdder usd = new DoubleAdder();
  private volatile String batches = "";

  void begin() {
    items.reset();
    made.reset();
    replayed.reset();
    tokens.reset();
    usd.reset();
    batches = "";
  }

  /** How far another JVM's work, or this one's, has come. */
  public record Counts(long items, long made, long replayed, long tokens, double usd)
      implements Serializable {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** What came since an earlier reading. */
    public Counts minus(Counts earlier) {
      return new Counts(
          items - earlier.items,
          made - earlier.made,
          replayed - earlier.replayed,
          tokens - earlier.tokens,
          usd - earlier.usd);
    }
  }

  /** All counts as they stand. */
  public Counts counts() {
    return new Counts(items.sum(), made.sum(), replayed.sum(), tokens.sum(), usd.sum());
  }

  /** Counts what another JVM did. */
  public void add(Counts counts) {
    items.add(counts.items);
    made.add(counts.made);
    replayed.add(counts.replayed);
    tokens.add(counts.tokens);
    usd.add(counts.usd);
  }

  /** An item is done. */
  public void itemDone() {
    items.increment();
  }

  /** Items that were done are done again in the next round. */
  public void itemsUndone(long number) {
    items.add(-number);
  }

  /** How batches stand, in words; empty where none is under way. */
  public void batches(String standing) {
    batches = standing;
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
    return batches.isEmpty() ? text.toString() : text + ", " + batches;
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
