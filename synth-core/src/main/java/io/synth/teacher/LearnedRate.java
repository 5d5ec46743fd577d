package io.synth.teacher;

/**
 * Learns from 429 replies how fast a server may be called. Calls start evenly spaced at a rate that
 * rises with each reply, the faster the longer none was refused, and falls where some are: it
 * settles where about one in forty is. Evenly spaced calls suit both kinds of limits: a bucket that
 * fills evenly gives a token just when the next call starts, and of a sliding window one call
 * leaves just when the next one enters.
 *
 * <p>Which kind it is shows when calls are refused for seconds on end: a bucket would have given a
 * token by then, so it is a window, and what it let through in the last minute is its size. A
 * refusal among many replies teaches next to nothing: a server may have refused it for no reason of
 * ours. Guarded by its governor's lock. Times in milliseconds.
 */
final class LearnedRate {
  /** Growth of the rate with a reply; four times as much after {@link #QUICKER} in a row. */
  private static final double GROWTH = 0.0008;

  /** By all calls in flight together. */
  private static final double GROWTH_OF_ALL = 0.04;

  private static final int QUICKER = 45;
  private static final double MOST_GROWTH = 0.05;

  /** Cut below this share of what the last minute let through, it is soon back there. */
  private static final double LOW = 0.45;

  private static final double BACK = 1.03;

  /** As a window is long, it takes long until it shows that it is full. */
  private static final double MOST_IN_WINDOW = 2;

  /** Calls of which the share of refusals is known. */
  private static final int MEMORY = 20;

  /** So many refused of about as many calls prove that a limit is met; fewer may be chance. */
  private static final double SOLID = 0.35;

  private static final double SOLID_OF_FLYING = 0.2;

  /** A proof holds for so long. */
  private static final long PROVEN_MS = 180_000;

  /** Without a proof the rate rises at least so with each reply, from no less than two a second. */
  private static final double DOUBT = 0.04;

  private static final double LEAST_DOUBTED = 2.0 / 1_000;

  private static final double LEAST_CUT = 0.06;
  private static final double MOST_CUT = 0.5;
  private static final double LITTLE = 0.98;

  /** Calls may go so many times as fast as a window lasts, until it is full. */
  private static final double RUSH = 4;

  /** Refusals in a row, each of a call that was sent after the last one came, before a pause. */
  private static final int IN_A_ROW = 3;

  /** Share of a wave that has to be refused. */
  private static final double MOST_OF_ROW = 0.6;

  private static final long PROBE_MS = 1_000;
  private static final long FIRST_PAUSE_MS = 250;
  private static final long LONGEST_PAUSE_MS = 10_000;

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
  private static final double MANY = 0.3;

  private static final double MANY_CUT = 0.7;
  private static final long BETWEEN_CUTS_MS = 50;

  /** Of calls beyond a full window; the gap doubles with each that is refused. */
  private static final long FIRST_PROBE_MS = 2_000;

  private static final long LONGEST_PROBE_MS = 16_000;

  /** Growth of a window that has let a call pass beyond it. */
  private static final double WIDER = 1.25;

  private static final double FEWEST_PER_MS = 1.0 / 5_000;

  private final RecentCount accepted = new RecentCount();
  private double perMs = Double.POSITIVE_INFINITY;
  private double nextAt = Double.NEGATIVE_INFINITY;

  /** Calls in any minute; 0 where the limit is no window. */
  private double window;

  private int flying;

  /** A call beyond a full window, to see whether it is larger by now; -1 for none. */
  private long probe = -1;

  private boolean wasFull;
  private long probeAt;
  private long probeGapMs = FIRST_PROBE_MS;

  private double refusedShare;
  private double solidShare;
  private long provenAt = -PROVEN_MS;

  /** The rate before the doubt. */
  private double doubted;

  private int run;
  private int row;
  private int rowStarted;
  private int rowRefused;

  /** Let through in the minute before the first of the refusals in a row. */
  private int minuteBefore;

  /** When a call was refused last, or the window was full. */
  private long lastMet;

  private long rowSince;

  private long lastStarted = -1;
  private long startedBeforeCut = -1;
  private long startedBeforeRow = -1;
  private boolean repliedSinceCut = true;
  private long lastCut;

  /** Until when the next call has to wait; now or earlier for not at all. */
  long notBefore(long now) {
    // Less than a millisecond early is not early.
    long paced = (long) Math.floor(Math.max(nextAt, Long.MIN_VALUE / 2.0));
    if (!full(now)) {
      wasFull = false;
      return paced;
    }
    lastMet = now;
    if (!wasFull) {
      wasFull = true;
      probeAt = now + probeGapMs;
    }
    long opens = Math.max(now + 1, accepted.nextLeaves(now));
    return Math.max(paced, probe < 0 ? Math.min(probeAt, opens) : opens);
  }

  private boolean full(long now) {
    return window > 0 && accepted.inAMinute(now) + flying >= window;
  }

  void started(long lease, long now) {
    lastStarted = lease;
    if (full(now)) {
      probe = lease;
    }
    flying++;
    rowStarted++;
    // Where all are refused, one is sent ahead.
    double gap = row < IN_A_ROW ? 1 / perMs : Math.max(PROBE_MS, 1 / perMs);
    nextAt = Math.max(nextAt, now - Math.min(LATE_MS, gap)) + gap;
  }

  /** A call ended that was neither accepted nor refused. */
  void lost(long lease, long now) {
    flying--;
    probed(lease, probeGapMs, now);
  }

  /** Returns whether the call was sent to see whether the window is larger by now. */
  private boolean probed(long lease, long gapMs, long now) {
    if (lease != probe) {
      return false;
    }
    probe = -1;
    probeGapMs = gapMs;
    probeAt = now + gapMs;
    return true;
  }

  /** A call was not refused. */
  void accepted(long lease, long now) {
    flying--;
    accepted.add(now);
    refusedShare -= refusedShare / MEMORY;
    solidShare -= solidShare / solidMemory();
    if (lease > startedBeforeRow) {
      if (window > 0 && row > 0 && now - rowSince < BUCKET_SIGN_MS) {
        // It was not refused for long.
        perMs = window / MINUTE_MS;
        window = 0;
      }
      if (row >= IN_A_ROW) {
        nextAt = now;
      }
      row = 0;
      rowStarted = 0;
      rowRefused = 0;
    }
    if (probed(lease, FIRST_PROBE_MS, now)) {
      window *= WIDER;
      perMs *= WIDER;
      probeAt = now;
    }
    if (lease > startedBeforeCut) {
      repliedSinceCut = true;
    }
    double quick = (double) run++ / Math.max(QUICKER, flying);
    double quicker = 1 + 3 * quick * quick;
    double most = 1.0 / Math.max(1, flying);
    double growth =
        1
            + Math.min(GROWTH, GROWTH_OF_ALL * most)
                * (window > 0 ? Math.min(quicker, MOST_IN_WINDOW) : quicker);
    growth = Math.min(growth, 1 + Math.min(MOST_GROWTH, most));
    if (window == 0 && doubtful(now)) {
      if (doubted == 0 && !Double.isInfinite(perMs)) {
        doubted = perMs;
      }
      perMs = Math.max(perMs, LEAST_DOUBTED);
      growth = Math.max(growth, 1 + Math.min(DOUBT, most));
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
    if (probed(lease, Math.min(2 * probeGapMs, LONGEST_PROBE_MS), now)) {
      return 0;
    }
    refusedShare += (1 - refusedShare) / MEMORY;
    solidShare += (1 - solidShare) / solidMemory();
    if (solidShare >= SOLID) {
      proven(now);
    }
    if (window > 0 || !doubtful(now)) {
      slower(lease, now);
    }
    return pause(lease, now);
  }

  private void slower(long lease, long now) {
    run = 0;
    if (window > 0 && repliedSinceCut) {
      window = Math.max(window * MOST_CUT, Math.min(window * LITTLE, accepted.inAMinute(now)));
      set(RUSH * window / 60_000, now);
      cut(now);
    } else if (window == 0) {
      boolean many = refusedShare > MANY && row < IN_A_ROW && now - lastCut >= BETWEEN_CUTS_MS;
      double rate = perMs > FAR * accepted.lately(now) ? seen(now) : perMs;
      boolean notEnough = lease > startedBeforeCut && refusedShare > OFTEN;
      if ((repliedSinceCut || notEnough || many) && rate > 0) {
        double cut = Math.min(MOST_CUT, Math.max(LEAST_CUT, refusedShare));
        set(rate * (1 - (many ? MANY_CUT : cut)), now);
        cut(now);
      }
    }
  }

  /**
   * How long nothing is sent: the longer, the more waves of calls were refused one after another.
   */
  private long pause(long lease, long now) {
    rowRefused++;
    if (lease <= startedBeforeRow || rowRefused < MOST_OF_ROW * rowStarted) {
      // Of the same wave, or most replies of it are still to come.
      return 0;
    }
    startedBeforeRow = lastStarted;
    if (row++ == 0) {
      rowStarted = 0;
      rowRefused = 0;
      minuteBefore = accepted.inAMinute(now);
      rowSince = now;
    }
    if (row < IN_A_ROW) {
      return 0;
    }
    long pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(row - IN_A_ROW, 10));
    refusedFor(pause, now);
    return pause;
  }

  /** Refusals come sooner than replies: of a wave of calls first all that are refused. */
  private double solidMemory() {
    return Math.max(MEMORY, SOLID_OF_FLYING * flying);
  }

  private void proven(long now) {
    if (doubtful(now)) {
      // Back to the rate before, or to what passes now.
      boolean first = doubted == 0;
      double back = first ? seen(now) : Math.max(doubted, accepted.lately(now));
      if (back > 0) {
        set(back * (1 - LEAST_CUT), now);
        cut(now);
        refusedShare = 0;
        solidShare = 0;
      }
    }
    doubted = 0;
    provenAt = now;
  }

  /** Whether there is no proof of a limit by now. */
  private boolean doubtful(long now) {
    return now - provenAt > PROVEN_MS;
  }

  /** Nothing is accepted for so long. */
  void refusedFor(long millis, long now) {
    // Replies that were under way when the first was refused count as well.
    double inAMinute = Math.max(minuteBefore, accepted.inAMinute(now));
    if (millis >= WINDOW_SIGN_MS && window == 0 && inAMinute > 0) {
      window = inAMinute;
      set(RUSH * window / 60_000, now);
    }
  }

  private void cut(long now) {
    lastCut = now;
    repliedSinceCut = false;
    startedBeforeCut = lastStarted;
  }

  /** Between the rate of a rush that was let through and that of the whole minute. */
  private double seen(long now) {
    double minute = accepted.inAMinute(now) / 60_000.0;
    return Math.sqrt(minute * Math.max(accepted.lately(now), minute));
  }

  private void set(double rate, long now) {
    perMs = Math.max(FEWEST_PER_MS, rate);
    nextAt = Math.max(nextAt, (double) now);
  }
}
