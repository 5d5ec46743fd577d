package io.synth.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NormalFormTest {
  @Test
  void widthCaseQuotesAndDashesDoNotMatter() {
    assertThat(NormalForm.of("Ｔｉｄａｌ　“Power” – １２％"))
        .isEqualTo(NormalForm.of("tidal \"power\" - 12%"));
    assertThat(NormalForm.of("《潮汐》，（葵瑟）。「灯」")).isEqualTo("<潮汐>,(葵瑟).\"灯\"");
    assertThat(NormalForm.of("STRASSE")).isEqualTo(NormalForm.of("straße"));
  }

  @Test
  void spaceCollapsesAndVanishesNextToHan() {
    assertThat(NormalForm.of(" a \n\t b ")).isEqualTo("a b");
    assertThat(NormalForm.of("装机 38 兆瓦 ，约 2 台")).isEqualTo("装机38兆瓦,约2台");
    assertThat(NormalForm.of("in\u200Bvisible\uFEFF")).isEqualTo("invisible");
  }

  @Test
  void thousandsSeparatorsGoButListsStay() {
    assertThat(NormalForm.of("2,220 GWh and 1,234,567.5")).isEqualTo("2220 gwh and 1234567.5");
    assertThat(NormalForm.of("２，２２０")).isEqualTo("2220");
    assertThat(NormalForm.of("412\u202F000")).isEqualTo("412000");
    assertThat(NormalForm.of("1、234")).isEqualTo("1,234");
    assertThat(NormalForm.of("12,34")).isEqualTo("12,34");
  }

  @Test
  void answersLoseArticlesQuotesAndStopsButKeepUnitsAndSigns() {
    assertThat(NormalForm.answer("The Ildren Barrage.")).isEqualTo("ildren barrage");
    assertThat(NormalForm.answer("“1,870 staff”")).isEqualTo("1870 staff");
    assertThat(NormalForm.answer("**38 兆瓦**。")).isEqualTo("38兆瓦");
    assertThat(NormalForm.answer("-5 °C")).isEqualTo(NormalForm.of("-5 °C"));
    assertThat(NormalForm.answer("31.4 %")).isEqualTo("31.4 %");
    assertThat(NormalForm.answer("The")).isEqualTo("the");
    assertThat(NormalForm.answer("?")).isEqualTo("?");
  }
}
