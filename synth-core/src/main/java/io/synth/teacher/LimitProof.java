package io.synth.teacher;

/**
 * Whether refusals are many enough to prove that a limit is met. Fewer may be chance: a server that
 * refuses one call in twenty whatever their rate would otherwise be called ever more slowly. As a
 * limit may be lifted, a proof holds only for some minutes: then the rate rises until there is one
 * again, which costs some ten refusals. Times in milliseconds.
 */
final class LimitProof {
  /** Calls of which the share of refusals is known. */
  private static final int MEMORY = 20;

  /**
   * As refusals come sooner than replies, of a wave of calls first all come that are refused: it is
   * the share of more calls, then.
   */
  private static final double OF_FLYING = 0.15;

  private static final double SHARE = 0.35;

  /** By so much more than by chance. */
  private static final double MORE = 0.35;

  private static final double MOST = 0.9;
  private static final long HOLDS_MS = 180_000;

  private double share;
  private double needed = SHARE;
  private long neededSince;
  private long provenAt = -HOLDS_MS;

  void accepted(int flying) {
    share -= share / memory(flying);
  }

  /** Returns whether this refusal is a proof. */
  boolean refused(int flying, long now) {
    share += (1 - share) / memory(flying);
    if (!disproved(now)) {
      needed = SHARE;
    }
    return share >= needed;
  }

  /** Whether refusals are known to come by chance. */
  boolean disproved(long now) {
    return needed > SHARE && now - neededSince <= HOLDS_MS;
  }

  private double memory(int flying) {
    return Math.max(MEMORY, (needed > SHARE ? 1 : OF_FLYING) * flying);
  }

  boolean holds(long now) {
    return now - provenAt <= HOLDS_MS;
  }

  void given(long now) {
    provenAt = now;
  }

  /** So many were refused by chance, and fewer than them by far are no proof, for some minutes. */
  void disproved(double byChance, long now) {
    provenAt = now - HOLDS_MS - 1;
    needed = Math.min(MOST, Math.max(SHARE, byChance + MORE));
    neededSince = now;
    forgetShare();
  }

  /** The rate is another one now. */
  void forgetShare() {
    share = 0;
  }
}
