package io.synth.seed.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.model.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckableTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "The gauge at Corrane writes the level of the water every six minutes.",
        "`gauge_interval` sets the time between two readings and defaults to 6 minutes.",
        "Keepers who read the gauge in the dark carry a lamp of 40 candles.",
        "A float (a hollow drum of copper) rises before the pen touches the paper."
      })
  void takesWholeStatementsAboutThings(String sentence) {
    assertThat(Checkable.is(sentence, Language.EN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This gauge writes the level of the water every six minutes of the day.",
        "However, the gauge at Corrane writes the level every six minutes.",
        "The following gauges write the level of the water every six minutes.",
        "See the list of gauges that write the level every six minutes.",
        "You can read the level of the water every six minutes at Corrane.",
        "The gauge that is shown in the table writes the level every six minutes.",
        "Does the gauge at Corrane write the level of the water every six minutes?",
        "The gauge at Corrane writes the level of the water every six minutes:",
        "the gauge at Corrane writes the level of the water every six minutes.",
        "Six minutes pass.",
        "Section 4.2 tells how the gauge writes the level of the water every six minutes."
      })
  void refusesWhatPointsElsewhereOrIsNoStatement(String sentence) {
    assertThat(Checkable.is(sentence, Language.EN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"科雷恩的验潮仪每六分钟记录一次水位。", "`interval` 参数设定两次读数之间的时间，缺省为6分钟。"})
  void takesChineseStatements(String sentence) {
    assertThat(Checkable.is(sentence, Language.ZH)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "这个验潮仪每六分钟记录一次水位，供值班员查看。",
        "因此，科雷恩的验潮仪每六分钟记录一次水位。",
        "您可以每六分钟在科雷恩的验潮仪上读取一次水位。",
        "科雷恩的验潮仪每六分钟记录一次水位，参见第 4 章。",
        "科雷恩的验潮仪每六分钟记录一次水位吗？",
        "六分钟一次。"
      })
  void refusesChineseThatPointsElsewhere(String sentence) {
    assertThat(Checkable.is(sentence, Language.ZH)).isFalse();
  }
}
