package io.synth.teacher.demo;

import io.synth.model.ContentHash;

/** Draws which requests meet which faults: equal requests, equal lots. */
final class FaultLottery {
  private final DemoSettings settings;

  FaultLottery(DemoSettings settings) {
    this.settings = settings;
  }

  DemoSettings settings() {
    return settings;
  }

  /** A fault of one request, drawn from the whole body. */
  boolean hits(ChatCall call, String fault, double share) {
    return draw(fault, call.fingerprint()) < share;
  }

  /**
   * A fault of a whole trajectory, drawn from the first user message and the request's seed, so
   * that it stays the same over the turns.
   */
  boolean hitsTrajectory(ChatCall call, String fault, double share) {
    return draw(fault, call.firstUser() + "\n" + call.seed()) < share;
  }

  /** A lot of 0 (inclusive) to 1 (exclusive). */
  double draw(String fault, String what) {
    long bits = ContentHash.seed("demo " + fault, Long.toString(settings.seed()), what);
    return (bits >>> 11) * 0x1.0p-53;
  }
}
