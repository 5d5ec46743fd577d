package io.synth.teacher;

import io.synth.bench.MockLimit;
import io.synth.config.RateLimits;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LimitedServerTest {
  @Test
  void table() {
    for (int callers : new int[] {64, 1024}) {
      for (String kind : new String[] {"sliding", "bucket", "minute-bucket"}) {
        for (boolean told : new boolean[] {false, true}) {
          LimitedWorld world =
              new LimitedWorld(callers, RateLimits.NONE)
                  .requests(MockLimit.of(kind, 600))
                  .retryAfter(told);
          StringBuilder line = new StringBuilder();
          for (double factor : new double[] {1, 0.5, 2}) {
            world.resize(600 * factor);
            world.run(120_000);
            line.append(
                String.format(
                    Locale.ROOT,
                    " %4.0f%% (429: %4.0f/1000, silence %5d)",
                    100 * world.answered / (2 * 600 * factor),
                    world.refusedOfThousand(),
                    world.longestSilenceMs));
          }
          world.requests(null).run(60_000);
          line.append(String.format(Locale.ROOT, " none: %.0f/s", world.answered / 60.0));
          System.out.printf("WORLD %d %s told=%s %s%n", callers, kind, told, line);
        }
      }
    }
  }

  @Test
  void others() {
    for (double share : new double[] {0, 0.02, 0.1}) {
      LimitedWorld world = new LimitedWorld(256, new RateLimits(null, null, 64)).spurious(share);
      world.run(60_000);
      System.out.printf(
          "WORLD random %s: %d/s of 128, 429 %.0f%n",
          share, world.answered / 60, world.refusedOfThousand());
      world = new LimitedWorld(64, RateLimits.NONE).tokens(MockLimit.of("bucket", 300_000));
      world.run(120_000);
      System.out.printf(
          "WORLD tokens %d of 1200, 429 %.0f%n", world.answered, world.refusedOfThousand());
    }
    LimitedWorld world = new LimitedWorld(64, RateLimits.NONE).spurious(1);
    world.run(600_000);
    world.spurious(0).run(15_000);
    System.out.printf(
        "WORLD sustained: refused %d, then silence %d, answered %d%n",
        world.refused, world.longestSilenceMs, world.answered);
  }
}
