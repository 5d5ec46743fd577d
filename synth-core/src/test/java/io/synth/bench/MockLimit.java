package io.synth.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** A rate limit of the mock teacher over requests or tokens. Times in milliseconds. */
public interface MockLimit {
  /** Whether so much more is allowed now. */
  boolean allows(int amount, long now);

  /** Counts what was allowed. */
  void take(int amount, long now);

  /** What is left of it now. */
  long remaining(long now);

  /** Milliseconds until something is allowed again. */
  long waitMs(int amount, long now);

  /** Another size from now on. */
  void resize(double perMinute, long now);

  static MockLimit of(String kind, double perMinute) {
    return switch (kind) {
      case "sliding" -> new Sliding(perMinute);
      case "bucket" -> new Bucket(perMinute, 0.1);
      case "minute-bucket" -> new Bucket(perMinute, 1);
      default ->
          throw new IllegalArgumentException(
              "'" + kind + "' is not sliding, bucket or minute-bucket");
    };
  }

  /** So much in any 60 seconds. */
  final class Sliding implements MockLimit {
    private final Deque<long[]> taken = new ArrayDeque<>();
    private double size;
    private long sum;

    Sliding(double size) {
      this.size = size;
    }

    @Override
    public boolean allows(int amount, long now) {
      forget(now);
      return sum + amount <= size;
    }

    @Override
    public void take(int amount, long now) {
      taken.addLast(new long[] {now, amount});
      sum += amount;
    }

    @Override
    public long remaining(long now) {
      forget(now);
      return Math.max(0, (long) (size - sum));
    }

    @Override
    public long waitMs(int amount, long now) {
      forget(now);
      double over = sum + amount - size;
      for (long[] one : taken) {
        over -= one[1];
        if (over <= 0) {
          return one[0] + 60_000 - now;
        }
      }
      return 60_000;
    }

    @Override
    public void resize(double perMinute, long now) {
      size = perMinute;
    }

    private void forget(long now) {
      while (!taken.isEmpty() && taken.getFirst()[0] <= now - 60_000) {
        sum -= taken.removeFirst()[1];
      }
    }
  }

  /** A bucket that holds a share of a minute's amount and fills evenly. */
  final class Bucket implements MockLimit {
    private final double share;
    private double perMinute;
    private double level;
    private long filledAt;
    private boolean begun;

    Bucket(double perMinute, double share) {
      this.perMinute = perMinute;
      this.share = share;
      this.level = capacity();
    }

    private double capacity() {
      return Math.max(1, perMinute * share);
    }

    @Override
    public boolean allows(int amount, long now) {
      fill(now);
      return level >= Math.min(amount, capacity());
    }

    @Override
    public void take(int amount, long now) {
      level -= amount;
    }

    @Override
    public long remaining(long now) {
      fill(now);
      return Math.max(0, (long) level);
    }

    @Override
    public long waitMs(int amount, long now) {
      fill(now);
      double lacking = Math.min(amount, capacity()) - level;
      return lacking <= 0 ? 0 : (long) Math.ceil(lacking * 60_000 / perMinute);
    }

    @Override
    public void resize(double size, long now) {
      fill(now);
      perMinute = size;
      level = Math.min(level, capacity());
    }

    private void fill(long now) {
      if (begun) {
        level = Math.min(capacity(), level + (now - filledAt) * perMinute / 60_000);
      }
      begun = true;
      filledAt = now;
    }
  }
}
