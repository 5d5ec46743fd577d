package io.synth.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.SynthException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void whatWeSaidOurselvesIsToldWithoutWhatWrapsIt() {
    SynthException ours = new SynthException(SynthException.Code.CONFIGURATION, "no such file");
    assertThat(Failures.explain(new SparkException("Job aborted", ours))).isSameAs(ours);
  }

  @Test
  void aMachineAtItsEndIsToldWithThePlaceAndTheRemedy() {
    SynthException item =
        new SynthException(
            SynthException.Code.JOB,
            "generate item abc: out of heap",
            new OutOfMemoryError("Java heap space"));
    assertThat(Failures.explain(new SparkException("Job aborted", item)))
        .hasMessageContainingAll("generate item abc", "SYNTH_MEMORY")
        .extracting(SynthException::code)
        .isEqualTo(SynthException.Code.JOB);
    IOException full = new IOException("No space left on device");
    assertThat(Failures.explain(new UncheckedIOException(full))).hasMessageContaining("Free some");
  }

  @Test
  void anythingElseIsToldByItsRoot() {
    assertThat(
            Failures.explain(
                new SparkException("Job aborted", new IllegalStateException("a fault\n\tat x.y"))))
        .hasMessage("the job failed: java.lang.IllegalStateException: a fault");
  }
}
