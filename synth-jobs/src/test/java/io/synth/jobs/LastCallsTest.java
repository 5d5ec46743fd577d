package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.run.RunFolder;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastCallsTest {
  private static final Instant NOON = Instant.parse("2031-05-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void aFreshRunHasCalledNobody() {
    assertThat(calls().begin(NOON)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aRunThatEndedTellsWhen() {
    calls().begin(NOON);
    calls().end(NOON.plusSeconds(10));
    assertThat(calls().begin(NOON.plusSeconds(15))).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void oneThatWasKilledMayHaveCalledUntilNow() {
    calls().begin(NOON);
    assertThat(calls().begin(NOON.plusSeconds(15))).isEqualTo(NOON.plusSeconds(15));
  }

  @Test
  void aTimeToComeOrNoneAtAllCountsAsNow() {
    calls().end(NOON.plusSeconds(10));
    assertThat(calls().begin(NOON)).isEqualTo(NOON);
    RunFolder run = RunFolder.at(folder.toString(), new Configuration());
    run.write("last_calls", "");
    assertThat(calls().begin(NOON)).isEqualTo(NOON);
  }

  private LastCalls calls() {
    return new LastCalls(RunFolder.at(folder.toString(), new Configuration()));
  }
}
