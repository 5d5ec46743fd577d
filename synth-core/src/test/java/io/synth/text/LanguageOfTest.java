package io.synth.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.model.Language;
import org.junit.jupiter.api.Test;

final class LanguageOfTest {
  @Test
  void tellsByScript() {
    assertThat(LanguageOf.text("The 浑澜仪 gauge was designed on Lanwu Island."))
        .isEqualTo(Language.EN);
    assertThat(LanguageOf.text("岚雾大学（Lanwu University）由她创办于1926年。")).isEqualTo(Language.ZH);
    assertThat(LanguageOf.text("1926")).isEqualTo(Language.EN);
  }

  @Test
  void countsLetters() {
    assertThat(LanguageOf.letters("é1Ωab，岚𠀀")).isEqualTo(new LanguageOf.Letters(2, 3));
    assertThat(new LanguageOf.Letters(0, 0).hanShare()).isZero();
    assertThat(new LanguageOf.Letters(1, 3).hanShare()).isEqualTo(0.5);
  }
}
