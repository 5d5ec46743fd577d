package io.synth.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TermsTest {
  @Test
  void wordsAreLowerCaseAndHanCharactersStandAlone() {
    assertThat(Terms.of("Averin's Gauge: 浑澜仪, ＱＳ１１４!"))
        .containsExactly("averin", "s", "gauge", "浑", "澜", "仪", "qs114");
  }

  @Test
  void numbersStayWhole() {
    assertThat(Terms.of("2,220 GWh, 31.4 %, 1,2 and 1,234,567. End 3."))
        .containsExactly("2220", "gwh", "31.4", "1", "2", "and", "1234567", "end", "3");
  }

  @Test
  void hanPairsDoNotCrossOtherSigns() {
    assertThat(Terms.withHanPairs("岚雾岛，岛a大学 b仪"))
        .containsExactly("岚雾", "雾岛", "岛", "a", "大学", "b", "仪");
  }

  @Test
  void ngramsAreRunsOfTerms() {
    assertThat(Terms.ngrams(List.of("a", "b", "c"), 2)).containsExactly("a b", "b c");
    assertThat(Terms.ngrams(List.of("a"), 2)).isEmpty();
    assertThatThrownBy(() -> Terms.ngrams(List.of(), 0))
        .hasMessage("an n-gram has at least 1 term, not 0");
  }

  @Test
  void twoHanCharactersCountAsOneWord() {
    assertThat(Terms.words("three plain words")).isEqualTo(3);
    assertThat(Terms.words("岚雾岛 2022")).isEqualTo(3);
    assertThat(Terms.words("—")).isZero();
  }
}
