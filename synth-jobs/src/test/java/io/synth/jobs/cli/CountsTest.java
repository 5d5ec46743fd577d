package io.synth.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {
  @Test
  void theLargestComesFirst() {
    assertThat(Counts.inWords(Map.of("index", 2L, "mixed_language", 1_085L, "legal", 2L)))
        .isEqualTo("1,085 mixed_language, 2 index, 2 legal");
    assertThat(Counts.inWords(Map.of())).isEmpty();
  }
}
