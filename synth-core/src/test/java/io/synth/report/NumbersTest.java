package io.synth.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void groupsDigitsOfCounts() {
    assertThat(Numbers.count(12_345)).isEqualTo("12,345");
    assertThat(Numbers.count(-7)).isEqualTo("-7");
  }

  @Test
  void shortensLargeAmounts() {
    assertThat(Numbers.brief(999)).isEqualTo("999");
    assertThat(Numbers.brief(1000)).isEqualTo("1 k");
    assertThat(Numbers.brief(12_345)).isEqualTo("12.3 k");
    assertThat(Numbers.brief(999_949)).isEqualTo("999.9 k");
    assertThat(Numbers.brief(999_999)).isEqualTo("1 M");
    assertThat(Numbers.brief(1_234_567)).isEqualTo("1.2 M");
    assertThat(Numbers.brief(2_345_678_901L)).isEqualTo("2.3 B");
    assertThat(Numbers.brief(Long.MAX_VALUE)).isEqualTo("9223372.0 T".replace(".0", ""));
  }

  @Test
  void keepsSignificantDigitsOfSmallCosts() {
    assertThat(Numbers.dollars(0)).isEqualTo("$0");
    assertThat(Numbers.dollars(0.0123)).isEqualTo("$0.0123");
    assertThat(Numbers.dollars(0.00000123456)).isEqualTo("$0.00000123");
    assertThat(Numbers.dollars(1234.5)).isEqualTo("$1,234.50");
  }

  @Test
  void neverRoundsAPartToNothingOrToTheWhole() {
    assertThat(Numbers.percent(1, 3)).isEqualTo("33.3%");
    assertThat(Numbers.percent(1, 1_000_000)).isEqualTo("<0.1%");
    assertThat(Numbers.percent(999_999, 1_000_000)).isEqualTo(">99.9%");
    assertThat(Numbers.percent(5, 5)).isEqualTo("100%");
    assertThat(Numbers.percent(0, 5)).isEqualTo("0%");
    assertThat(Numbers.percent(0, 0)).isEqualTo("–");
  }

  @Test
  void writesDurationsInTheUnitThatFits() {
    assertThat(Numbers.duration(340)).isEqualTo("340 ms");
    assertThat(Numbers.duration(4200)).isEqualTo("4.2 s");
    assertThat(Numbers.duration(59_999)).isEqualTo("59.9 s");
    assertThat(Numbers.duration(192_000)).isEqualTo("3 min 12 s");
    assertThat(Numbers.duration(18_420_000)).isEqualTo("5 h 07 min");
  }

  @Test
  void writesFactorsWithoutTrailingZeros() {
    assertThat(Numbers.factor(4)).isEqualTo("×4");
    assertThat(Numbers.factor(2.955)).isEqualTo("×2.96");
    assertThat(Numbers.factor(10)).isEqualTo("×10");
    assertThat(Numbers.factor(123.45)).isEqualTo("×123.5");
  }

  @Test
  void showsAHairlineForWhatIsNotNothing() {
    assertThat(Numbers.width(1, 1_000_000)).isEqualTo("0.40%");
    assertThat(Numbers.width(0, 5)).isEqualTo("0%");
    assertThat(Numbers.width(1, 0)).isEqualTo("0%");
    assertThat(Numbers.width(1, 4)).isEqualTo("25.00%");
  }
}
