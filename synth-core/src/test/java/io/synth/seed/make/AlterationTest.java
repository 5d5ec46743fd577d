package io.synth.seed.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.model.Language;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlterationTest {
  private final Alteration figure = new AlteredFigure();
  private final Alteration sense = new AlteredSense();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The mast is 31 metres high.|The mast is \\d+ metres high\\.",
        "The reserve holds 12,500 litres of oil.|The reserve holds \\d{1,3}(?:,\\d{3})+ litres of oil\\.",
        "The lamp was lit in 1874 by a keeper.|The lamp was lit in 1[89]\\d\\d by a keeper\\.",
        "A watch has three keepers on duty.|A watch has \\w+ keepers on duty\\."
      })
  void changesWhatCountsOrMeasures(String sentence, String altered) {
    Optional<String> changed = figure.of(sentence, sentence, Language.EN, random());
    assertThat(changed).get().asString().matches(altered).isNotEqualTo(sentence);
  }

  @Test
  void changesChineseFigures() {
    assertThat(figure.of("灯塔高31米。", "灯塔高31米。", Language.ZH, random()))
        .get()
        .asString()
        .matches("灯塔高\\d+米。")
        .isNotEqualTo("灯塔高31米。");
    assertThat(figure.of("每班有三名值班员。", "每班有三名值班员。", Language.ZH, random()))
        .get()
        .asString()
        .matches("每班有[两四五六七八九]名值班员。");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The driver came with Debian 11 and stayed.",
        "The driver came with version 4 of the tool.",
        "The format is told of in RFC 2822 and elsewhere.",
        "The address of the gauge is 10.0.0.1 in the harbour.",
        "The call `read(6)` gives the level.",
        "The transaction two waits for the other.",
        "The lamps shine all night."
      })
  void leavesNamesVersionsAddressesAndCodeAlone(String sentence) {
    assertThat(figure.of(sentence, sentence, Language.EN, random())).isEmpty();
  }

  @Test
  void whatIsPutInStandsNowhereOnThePage() {
    StringBuilder page = new StringBuilder("A watch has three keepers on duty.");
    for (String number : List.of("two", "four", "five", "six", "seven", "8", "nine")) {
      page.append(" There are ").append(number).append(" boats.");
    }
    assertThat(
            figure.of("A watch has three keepers on duty.", page.toString(), Language.EN, random()))
        .isIn(Optional.empty(), Optional.of("A watch has ten keepers on duty."));
  }

  @ParameterizedTest
  @CsvSource({
    "EN,The lamp is lit before the gauge is read.,The lamp is lit after the gauge is read.",
    "EN,A keeper has an optional lamp of brass.,A keeper has a mandatory lamp of brass.",
    "ZH,灯塔的灯在日落之后点亮。,灯塔的灯在日落之前点亮。"
  })
  void putsTheOppositeInItsPlace(Language language, String sentence, String altered) {
    assertThat(sense.of(sentence, sentence, language, random())).contains(altered);
  }

  @ParameterizedTest
  @CsvSource({
    "EN,The lamp is not lit before the gauge is read.",
    "EN,The lamp is lit before or after the gauge is read.",
    "EN,The option `before` tells when the lamp is lit.",
    "EN,The lamp is lit and the gauge is read.",
    "ZH,灯塔的灯不在日落之后点亮。",
    "ZH,灯塔的灯很亮。"
  })
  void leavesNegationsAndCodeAlone(Language language, String sentence) {
    assertThat(sense.of(sentence, sentence, language, random())).isEmpty();
  }

  private static SplittableRandom random() {
    return new SplittableRandom(7);
  }
}
