package io.synth.teacher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DemoSettingsTest {
  @Test
  void refusesSharesOutsideZeroToOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoSettings.builder().loop(1.5).build())
        .withMessage("loop must be a share of 0 to 1, not 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoSettings.builder().refusal(Double.NaN).build())
        .withMessage("refusal must be a share of 0 to 1, not NaN");
  }

  @Test
  void refusesNumbersThatAreTooSmall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoSettings.builder().slowMillis(-1).build())
        .withMessage("slowMillis must be at least 0, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoSettings.builder().contextTokens(0).build())
        .withMessage("contextTokens must be at least 1, not 0");
  }

  @Test
  void copiesEverySetting() {
    DemoSettings settings = DemoSettings.realistic(7).toBuilder().build();

    assertThat(settings).isEqualTo(DemoSettings.realistic(7));
  }
}
