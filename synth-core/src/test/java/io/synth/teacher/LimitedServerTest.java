package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.bench.MockLimit;
import io.synth.config.RateLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the governor makes of servers whose limits it does not know, in simulated time. */
class LimitedServerTest {
  private static final int MINUTE_MS = 60_000;

  /** 600 requests a minute, then half, then double, two minutes each. */
  @ParameterizedTest
  @CsvSource({
    "64, sliding, false, 55",
    "64, sliding, true, 55",
    "64, bucket, false, 55",
    "64, bucket, true, 55",
    "64, minute-bucket, false, 55",
    "64, minute-bucket, true, 55",
    "1024, bucket, false, 55",
    "1024, bucket, true, 55",
    // Thousands of callers in a rush: more is refused until the limit is known.
    "1024, sliding, false, 260",
    "1024, sliding, true, 500",
    "1024, minute-bucket, false, 260",
    "1024, minute-bucket, true, 260",
  })
  void keepsALimitBusyThatMoves(int callers, String kind, boolean retryAfter, int mostRefused) {
    LimitedWorld world =
        new LimitedWorld(callers, RateLimits.NONE)
            .requests(MockLimit.of(kind, 600))
            .retryAfter(retryAfter);
    for (double factor : new double[] {1, 0.5, 2}) {
      world.resize(600 * factor);
      world.run(2 * MINUTE_MS);
      assertThat(world.answered / (1200 * factor)).as("share at %s", factor).isGreaterThan(0.92);
      assertThat(world.refusedOfThousand()).as("429 at %s", factor).isLessThan(mostRefused);
    }
  }

  @Test
  void keepsALimitOfTokensBusy() {
    LimitedWorld world =
        new LimitedWorld(64, RateLimits.NONE).tokens(MockLimit.of("bucket", 300_000));
    world.run(2 * MINUTE_MS);
    assertThat(world.answered).isGreaterThan(1140);
    assertThat(world.refusedOfThousand()).isLessThan(55);
  }

  @Test
  void aRefusalNowAndThenSlowsNobodyDown() {
    LimitedWorld world = new LimitedWorld(256, new RateLimits(null, null, 64)).spurious(0.02);
    world.run(MINUTE_MS);
    // 64 calls of half a second each: 128 a second.
    assertThat(world.answered / 60.0).isGreaterThan(0.85 * 128);
  }

  @Test
  void isBackWithinSecondsAfterTenMinutesOfRefusals() {
    LimitedWorld world = new LimitedWorld(64, RateLimits.NONE).spurious(1);
    world.run(10 * MINUTE_MS);
    assertThat(world.refused).as("nobody is pestered meanwhile").isLessThan(200);
    world.spurious(0).run(15_000);
    assertThat(world.answered).isGreaterThan(100);
  }
}
