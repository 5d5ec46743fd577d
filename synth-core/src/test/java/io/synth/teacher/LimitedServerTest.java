package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.bench.MockLimit;
import io.synth.config.RateLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the governor makes of servers whose limits it does not know, in simulated time. */
class LimitedServerTest {
  private static final int MINUTE_MS = 60_000;

  /** 600 requests a minute, then half, then double, two minutes each; nobody was told. */
  @ParameterizedTest
  @CsvSource({
    "64, sliding, false",
    "64, sliding, true",
    "64, bucket, false",
    "64, bucket, true",
    "64, minute-bucket, false",
    "64, minute-bucket, true",
    "1024, sliding, false",
    "1024, sliding, true",
    "1024, bucket, false",
    "1024, bucket, true",
    "1024, minute-bucket, false",
    "1024, minute-bucket, true",
  })
  void keepsALimitBusyThatMoves(int callers, String kind, boolean retryAfter) {
    LimitedWorld world =
        new LimitedWorld(callers, RateLimits.NONE)
            .requests(MockLimit.of(kind, 600))
            .retryAfter(retryAfter);
    long answered = 0;
    long refused = 0;
    for (double factor : new double[] {1, 0.5, 2}) {
      world.resize(600 * factor);
      world.run(2 * MINUTE_MS);
      answered += world.answered;
      refused += world.refused;
      assertThat(world.answered / (1200 * factor)).as("share at %s", factor).isGreaterThan(0.92);
      assertThat(world.refusedOfThousand()).as("429 at %s", factor).isLessThan(80);
    }
    assertThat(answered / (1200 * 3.5)).as("share").isGreaterThan(0.95);
    assertThat(1000.0 * refused / (answered + refused)).as("429 of 1000").isLessThan(50);
    assertThat(world.mostFailures).as("attempts of one call that were refused").isLessThan(6);
  }

  @Test
  void keepsALimitOfTokensBusy() {
    LimitedWorld world =
        new LimitedWorld(64, RateLimits.NONE).tokens(MockLimit.of("bucket", 300_000));
    world.run(2 * MINUTE_MS);
    assertThat(world.answered).isGreaterThan(1140);
    assertThat(world.refusedOfThousand()).isLessThan(55);
  }

  /** The rest is the pauses of the refused calls, and now and then a trial of some seconds. */
  @ParameterizedTest
  @CsvSource({"0.01, 0.9", "0.02, 0.9", "0.05, 0.9", "0.1, 0.85", "0.3, 0.5"})
  void refusalsByChanceSlowNobodyDown(double share, double least) {
    for (Integer concurrency : new Integer[] {8, 64, null}) {
      for (int latencyMs : new int[] {500, 2_000}) {
        LimitedWorld world =
            new LimitedWorld(256, new RateLimits(null, null, concurrency)).spurious(share);
        world.latencyMs = latencyMs;
        world.run(5 * MINUTE_MS);
        double most = 300_000.0 / latencyMs * (concurrency == null ? 256 : concurrency);
        assertThat(world.answered / most)
            .as("%s at once, %d ms", concurrency, latencyMs)
            .isGreaterThan((1 - share) * least);
      }
    }
  }

  @Test
  void aLimitIsFoundAgainWhereRefusalsCameByChance() {
    LimitedWorld world = new LimitedWorld(64, RateLimits.NONE).spurious(0.3);
    world.run(2 * MINUTE_MS);
    world.spurious(0).requests(MockLimit.of("bucket", 600)).run(4 * MINUTE_MS);
    world.run(2 * MINUTE_MS);
    assertThat(world.answered).isGreaterThan(1140);
    assertThat(world.refusedOfThousand()).isLessThan(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 1024})
  void isBackWithinSecondsAfterTenMinutesOfRefusals(int callers) {
    LimitedWorld world = new LimitedWorld(callers, RateLimits.NONE);
    world.run(MINUTE_MS);
    world.spurious(1).run(10 * MINUTE_MS);
    assertThat(world.refused).as("nobody is pestered meanwhile").isLessThan(400);
    world.spurious(0).run(15_000);
    assertThat(world.answered).isGreaterThan(100);
  }

  @Test
  void isBackWithinSecondsWhereItWasRefusedFromTheFirstCallOn() {
    LimitedWorld world = new LimitedWorld(64, RateLimits.NONE).spurious(1);
    world.run(10 * MINUTE_MS);
    assertThat(world.refused).as("nobody is pestered meanwhile").isLessThan(200);
    world.spurious(0).run(15_000);
    assertThat(world.answered).isGreaterThan(100);
  }

  @Test
  void callsOnWhereALimitFallsToATenthOrIsLifted() {
    for (String kind : new String[] {"sliding", "bucket"}) {
      LimitedWorld world =
          new LimitedWorld(64, RateLimits.NONE).requests(MockLimit.of(kind, 6_000));
      world.run(2 * MINUTE_MS);
      world.resize(600);
      world.run(4 * MINUTE_MS);
      world.run(MINUTE_MS);
      assertThat(world.answered).as(kind).isGreaterThan(560);
      assertThat(world.refusedOfThousand()).as(kind).isLessThan(50);
      world.requests(null).run(MINUTE_MS);
      world.run(MINUTE_MS);
      assertThat(world.answered / 60.0).as("%s, lifted", kind).isGreaterThan(0.95 * 128);
    }
  }
}
