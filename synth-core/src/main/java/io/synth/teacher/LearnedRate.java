package io.synth.teacher;

/**
 * Learns from 429 replies how fast a server may be called. Calls start evenly spaced at a rate that
 * rises with each reply, the faster the longer none was refused, and falls where some are: it
 * settles where about one in forty is. Evenly spaced calls suit both kinds of limits: a bucket that
 * fills evenly gives a token just when the next call starts, and of a sliding window one call
 * leaves just when the next one enters.
 *
 * <p>Which kind it is shows when calls are refused for seconds on end: a bucket would have given a
 * token by then, so it is a window, and what it let through in the last minute is its size. All
 * this begins with a {@link LimitProof}, as a refusal among many replies may have no reason of
 * ours, and ends where a trial shows {@link ChanceRefusals}; and a limit once met is never rushed
 * at again: the rate rises, but calls stay evenly spaced. Guarded by its governor's lock. Times in
 * milliseconds.
 */
final class LearnedRate {
  /** Cut below this share of what the last minute let through, it is soon back there. */
  private static final double LOW = 0.45;

  private static final double BACK = 1.03;

  /** Calls of which the share of refusals is known. */
  private static final int MEMORY = 20;

  /** Where a limit is in doubt, the rate is no less than two a second. */
  private static final double LEAST_DOUBTED = 2.0 / 1_000;

  private static final double LEAST_CUT = 0.06;
  private static final double MOST_CUT = 0.5;
  private static final double LITTLE = 0.98;

  /** Calls may go so many times as fast as a window lasts, until it is full. */
  private static final double RUSH = 4;

  private static final long AHEAD_MS = 1_000;

  /** Refused for so long on end: no bucket. */
  private static final long WINDOW_SIGN_MS = 4_000;

  /** Refused for no longer: no window. */
  private static final long BUCKET_SIGN_MS = 1_000;

  /** So many replies in a row: the limit may be gone. */
  private static final int GONE = 200;

  /** A rate so many times as high as that of the replies limits nothing, and grows no more. */
  private static final double UNUSED = 10;

  /** A rate so many times as high as that of the replies was not kept when a call was refused. */
  private static final double FAR = 2;

  private static final long MINUTE_MS = 60_000;

  /** By so much a call may be late, and the next one is not for it: threads wake late. */
  private static final double LATE_MS = 20;

  /** Where so many are refused, a call that was sent after a cut and is refused cuts again. */
  private static final double OFTEN = 0.1;

  /** Where most are refused, it is not waited for a reply before the next cut. */
  private static final double MANY = 0.7;

  private static final double MANY_CUT = 0.7;
  private static final long BETWEEN_CUTS_MS = 50;

  /** Growth of a window that has let a call pass beyond it. */
  private static final double WIDER = 1.25;

  private static final double FEWEST_PER_MS = 1.0 / 5_000;

  private final RecentCount accepted = new RecentCount();
  private final LimitProof proof = new LimitProof();
  private final RefusalWaves waves = new RefusalWaves();
  private final WindowProbe probe = new WindowProbe();
  private final ChanceRefusals chance = new ChanceRefusals();
  private double perMs = Double.POSITIVE_INFINITY;
  private double nextAt = Double.NEGATIVE_INFINITY;

  /** Calls in any minute; 0 where the limit is no window. */
  private double window;

  private int flying;

  private double refusedShare;

  /** The rate before the doubt. */
  private double doubted;

  private int run;

  /** Let through in the minute before the first of the refusals in a row. */
  private int minuteBefore;

  /** When a call was refused last, or the window was full. */
  private long lastMet;

  private long startedBeforeCut = -1;
  private boolean repliedSinceCut = true;
  private long lastCut;

  /** Until when the next call has to wait; now or earlier for not at all. */
  long notBefore(long now) {
    // Later only where the clock was set back.
    nextAt = Math.min(nextAt, (double) now + MINUTE_MS);
    // Less than a millisecond early is not early.
    long paced = (long) Math.floor(Math.max(nextAt, Long.MIN_VALUE / 2.0));
    if (!full(now)) {
      probe.roomy();
      return paced;
    }
    lastMet = now;
    return Math.max(paced, probe.next(Math.max(now + 1, accepted.nextLeaves(now)), now));
  }

  private boolean full(long now) {
    return window > 0 && accepted.inAMinute(now) + flying >= window;
  }

  void started(long lease, long now) {
    if (full(now)) {
      probe.started(lease);
    }
    flying++;
    waves.started(lease);
    // Where all are refused, one is sent ahead.
    double gap = waves.many() ? Math.max(AHEAD_MS, 1 / perMs) : 1 / perMs;
    nextAt = Math.max(nextAt, now - Math.min(LATE_MS, gap)) + gap;
  }

  /** A call ended that was neither accepted nor refused. */
  void lost(long lease, long now) {
    flying--;
    probe.lost(lease, now);
  }

  /** A call was not refused. */
  void accepted(long lease, long now) {
    flying--;
    accepted.add(now);
    refusedShare -= refusedShare / MEMORY;
    proof.accepted(flying);
    if (waves.endWith(lease) || proof.disproved(now)) {
      long lasted = waves.lasted(now);
      if (window > 0 && lasted >= 0 && lasted < BUCKET_SIGN_MS) {
        // It was not refused for long.
        perMs = window / MINUTE_MS;
        window = 0;
      }
      if (waves.many()) {
        nextAt = now;
      }
      waves.end();
    }
    if (probe.accepted(lease, now)) {
      window *= WIDER;
      perMs *= WIDER;
    }
    repliedSinceCut |= lease > startedBeforeCut;
    grow(now);
    judge(lease, true, now);
  }

  /** Whether all this is but chance. */
  private void judge(long lease, boolean good, long now) {
    if (window > 0) {
      chance.end();
    } else if (chance.seen(lease, good, waves.lastStarted(), now)) {
      perMs = Math.max(perMs, chance.rateBefore());
      nextAt = now;
      doubted = 0;
      waves.end();
      proof.disproved(chance.share(), now);
      chance.end();
    } else if (chance.trial() > 0) {
      perMs = chance.trial();
    }
  }

  private void grow(long now) {
    double growth = RateGrowth.withReply(run++, flying, window > 0);
    if (window == 0 && !proof.holds(now)) {
      if (doubted == 0 && !Double.isInfinite(perMs)) {
        doubted = perMs;
      }
      perMs = Math.max(perMs, LEAST_DOUBTED);
      growth = Math.max(growth, RateGrowth.inDoubt(flying));
    }
    if (window == 0) {
      growth = Math.max(growth, RateGrowth.inQuiet(now - lastMet, perMs));
    }
    if (perMs < LOW * accepted.inAMinute(now) / MINUTE_MS) {
      growth = Math.max(growth, BACK);
    }
    perMs *= growth;
    window *= growth;
    if (run < GONE) {
      return;
    }
    if (now - lastMet > MINUTE_MS && window > 2.0 * accepted.inAMinute(now)) {
      // Not met for so long. The rate stays, and grows.
      window = 0;
    }
    if (window == 0) {
      // No more than is far from use: what meets a limit then still comes evenly spaced.
      perMs = Math.min(perMs, Math.max(perMs / growth, UNUSED * accepted.lately(now)));
    }
  }

  /**
   * A call was refused.
   *
   * @return how long all calls have to wait, where the server does not say
   */
  long refused(long lease, long now) {
    flying--;
    lastMet = now;
    if (probe.refused(lease, now)) {
      return 0;
    }
    boolean news = lease > startedBeforeCut;
    if (news) {
      refusedShare += (1 - refusedShare) / MEMORY;
    }
    if (proof.refused(flying, now)) {
      chance.begin(perMs, waves.lastStarted(), now);
      proven(now);
    }
    if (news && (window > 0 || proof.holds(now))) {
      slower(now);
    }
    judge(lease, false, now);
    if (!waves.refused(lease, now)) {
      return 0;
    }
    if (waves.first()) {
      minuteBefore = accepted.inAMinute(now);
    }
    long pause = waves.pauseMs();
    refusedFor(pause, now);
    return pause;
  }

  private void slower(long now) {
    run = 0;
    if (window > 0 && repliedSinceCut) {
      window = Math.max(window * MOST_CUT, Math.min(window * LITTLE, accepted.inAMinute(now)));
      set(RUSH * window / MINUTE_MS, now);
      cut(now);
    } else if (window == 0) {
      boolean many = refusedShare > MANY && !waves.many() && now - lastCut >= BETWEEN_CUTS_MS;
      double rate = perMs > FAR * accepted.lately(now) ? seen(now) : perMs;
      boolean notEnough = refusedShare > OFTEN;
      if ((repliedSinceCut || notEnough || many) && rate > 0) {
        double cut = Math.min(MOST_CUT, Math.max(LEAST_CUT, refusedShare));
        set(rate * (1 - (many ? MANY_CUT : cut)), now);
        cut(now);
        chance.slower(perMs, waves.lastStarted());
      }
    }
  }

  private void proven(long now) {
    if (!proof.holds(now)) {
      // Back to the rate before, or to what passes now.
      double back = doubted == 0 ? seen(now) : Math.max(doubted, accepted.lately(now));
      if (back > 0) {
        set(back * (1 - LEAST_CUT), now);
        cut(now);
        refusedShare = 0;
        proof.forgetShare();
      }
    }
    doubted = 0;
    proof.given(now);
  }

  /** Nothing is accepted for so long. */
  void refusedFor(long millis, long now) {
    // Replies that were under way when the first was refused count as well.
    double inAMinute = Math.max(minuteBefore, accepted.inAMinute(now));
    if (millis > 0 && Double.isInfinite(perMs) && accepted.lately(now) > 0) {
      // No rush at the end of a pause.
      set(FAR * accepted.lately(now), now);
    }
    if (millis >= WINDOW_SIGN_MS && window == 0 && inAMinute > 0) {
      window = inAMinute;
      set(RUSH * window / MINUTE_MS, now);
    }
  }

  private void cut(long now) {
    lastCut = now;
    repliedSinceCut = false;
    startedBeforeCut = waves.lastStarted();
  }

  /** Between the rate of a rush that was let through and that of the whole minute. */
  private double seen(long now) {
    double minute = accepted.inAMinute(now) / (double) MINUTE_MS;
    return Math.sqrt(minute * Math.max(accepted.lately(now), minute));
  }

  private void set(double rate, long now) {
    perMs = Math.max(FEWEST_PER_MS, rate);
    nextAt = Math.max(nextAt, (double) now);
  }
}
