package io.synth.teacher;

/** What a governor says to a call that wants to be sent now. */
public sealed interface Decision {
  /** Wait: only the end of a call in flight can make room. */
  Decision AFTER_SETTLEMENT = new AfterSettlement();

  /** Milliseconds after which to ask again; 0 when granted, {@link Long#MAX_VALUE} when unknown. */
  long waitMillis();

  /** The call may be sent. */
  record Granted(Lease lease) implements Decision {
    @Override
    public long waitMillis() {
      return 0;
    }
  }

  /** Not before so many milliseconds have passed. */
  record AfterMillis(long waitMillis) implements Decision {}

  /** Not before another call has settled. */
  record AfterSettlement() implements Decision {
    @Override
    public long waitMillis() {
      return Long.MAX_VALUE;
    }
  }
}
