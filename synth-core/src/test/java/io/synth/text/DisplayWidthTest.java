package io.synth.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DisplayWidthTest {
  private static final String RED = "\u001B[31m";
  private static final String RESET = "\u001B[0m";

  @Test
  void countsColumns() {
    assertThat(DisplayWidth.of("abc")).isEqualTo(3);
    assertThat(DisplayWidth.of("岚雾岛，ok")).isEqualTo(10);
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("Ａ")).isEqualTo(2);
    assertThat(DisplayWidth.of("🌊")).isEqualTo(2);
    assertThat(DisplayWidth.of("👩\u200D🔬👍🏽🇨🇳❤️")).isEqualTo(8);
    assertThat(DisplayWidth.of(RED + "岚" + RESET)).isEqualTo(2);
    assertThat(DisplayWidth.of("\u001B]8;;https://a.example\u001B\\x\u001B]8;;\u001B\\"))
        .isEqualTo(1);
  }

  @Test
  void cutsAtWholeCharacters() {
    assertThat(DisplayWidth.cut("岚雾岛", 6)).isEqualTo("岚雾岛");
    assertThat(DisplayWidth.cut("岚雾岛", 5)).isEqualTo("岚雾…");
    assertThat(DisplayWidth.cut("岚雾岛", 4)).isEqualTo("岚…");
    assertThat(DisplayWidth.cut("岚", 0)).isEmpty();
    assertThat(DisplayWidth.cut(RED + "abcdef" + RESET, 3)).isEqualTo(RED + "ab…" + RESET);
    assertThatThrownBy(() -> DisplayWidth.cut("a", -1))
        .hasMessage("a width is at least 0 columns, not -1");
  }

  @Test
  void padsToAnExactWidth() {
    assertThat(DisplayWidth.padRight("岚", 4)).isEqualTo("岚  ");
    assertThat(DisplayWidth.padLeft("12", 4)).isEqualTo("  12");
    assertThat(DisplayWidth.padRight("岚雾岛", 4)).isEqualTo("岚… ");
  }
}
