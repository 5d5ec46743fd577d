package io.synth.seed.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.corpus.Page;
import io.synth.model.Authority;
import io.synth.model.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageScreenTest {
  private static final String PROSE =
      ("The gauge at Corrane writes the level of the water every six minutes, and a keeper reads it"
              + " twice a day, in the morning and at dusk. ")
          .repeat(4);
  private static final String CHINESE = "科雷恩的验潮仪每六分钟记录一次水位，值班员每天早晚各读一次。".repeat(6);

  @Test
  void keepsPagesThatSaySomething() {
    assertThat(refusal("9.1. Gauges", Language.EN, "# Gauges\n\n" + PROSE)).isEmpty();
    assertThat(refusal("第 3 章 验潮仪", Language.ZH, "# 验潮仪\n\n" + CHINESE)).isEmpty();
    // Its subject is an index of another kind; it has links, a table, and the word licence.
    assertThat(refusal("Index Types", Language.EN, PROSE + "\n\n- [a](corpus:/a)")).isEmpty();
    assertThat(refusal("Keepers and their licence", Language.EN, PROSE)).isEmpty();
    assertThat(refusal("Levels", Language.EN, PROSE + "\n\n" + "| a | b |\n".repeat(90))).isEmpty();
  }

  @Test
  void refusesShortPages() {
    assertThat(refusal("Gauges", Language.EN, "The gauge writes the level.")).contains("short");
    assertThat(refusal("验潮仪", Language.ZH, "验潮仪记录水位。")).contains("short");
  }

  @Test
  void refusesIndexesAndTablesOfContents() {
    assertThat(refusal("Index", Language.EN, PROSE)).contains("index");
    assertThat(refusal("Table of Contents", Language.EN, PROSE)).contains("index");
    assertThat(refusal("目录", Language.ZH, CHINESE)).contains("index");
    String links = "- [The gauges of the northern harbour](corpus:/a.html)\n".repeat(20);
    assertThat(refusal("The Keeper's Book", Language.EN, links)).contains("navigation");
  }

  @Test
  void refusesLegalNotices() {
    String notice =
        "Copyright 1990 by the keepers. Permission is hereby granted to read this text, without warranty of any"
            + " kind. In no event are the keepers liable for what comes of it. ";
    assertThat(refusal("Notes", Language.EN, notice.repeat(4))).contains("legal");
    assertThat(refusal("Legal Notice", Language.EN, PROSE + "Copyright 1990.")).contains("legal");
    assertThat(refusal("版权声明", Language.ZH, CHINESE + "版权所有。")).contains("legal");
  }

  @Test
  void refusesTablesAndCodeWithHardlyAWordBetween() {
    assertThat(
            refusal("Levels", Language.EN, "Levels of a year.\n\n" + "| high | low |\n".repeat(60)))
        .contains("tables");
    assertThat(refusal("Code", Language.EN, "```\n" + "read the gauge\n".repeat(60) + "```"))
        .contains("tables");
  }

  @Test
  void refusesPagesHalfTranslated() {
    assertThat(refusal("验潮仪", Language.ZH, CHINESE + "\n\n" + PROSE.repeat(3)))
        .contains("mixed_language");
    assertThat(refusal("用户空间", Language.EN, PROSE)).contains("mixed_language");
    // Names and code do not make a page half translated.
    assertThat(refusal("验潮仪", Language.ZH, CHINESE + "用 `gauge --level --all` 读取 Corrane 的水位。"))
        .isEmpty();
  }

  private static java.util.Optional<String> refusal(String title, Language language, String text) {
    return PageScreen.refusal(
        ReadPage.of(
            "p.md",
            new Page("corpus:/p.md", title, "", "", language, Authority.UNKNOWN, text, List.of())));
  }
}
