package io.synth.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.corpus.Page;
import io.synth.model.Authority;
import io.synth.model.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassageTest {
  @Test
  void takesTheSentenceThatNamesBoth() {
    assertThat(quote("T", "One. Dr. A. Korn, of the mill, met Arne. Two.", "Korn", "Arne"))
        .isEqualTo("Dr. A. Korn, of the mill, met Arne.");
    assertThat(quote("题", "第一句。科恩在磨坊遇见阿恩。第三句。", "科恩", "阿恩")).isEqualTo("科恩在磨坊遇见阿恩。");
  }

  @Test
  void takesTwoSentencesWhereNoneNamesBoth() {
    assertThat(quote("T", "Korn built a mill. It went to Arne. End.", "Korn", "Arne"))
        .isEqualTo("Korn built a mill. It went to Arne.");
  }

  @Test
  void takesASentenceOnThePageOfTheOther() {
    assertThat(quote("Korn", "She was born. Much later. She met Arne.", "Korn", "Arne"))
        .isEqualTo("She met Arne.");
  }

  @Test
  void takesNothingWhereTheNamesStandFarApartOrWithinOtherWords() {
    assertThat(quote("T", "Korn. One. Two. Arne.", "Korn", "Arne")).isEmpty();
    assertThat(quote("T", "Kornelia met Arne.", "Korn", "Arne")).isEmpty();
    assertThat(quote("T", "[She](https://x/Korn) met Arne.", "Korn", "Arne")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The São Tomé line|sao tome",
        "“OSK-Valley” rail|Osk Valley",
        "位于北京市|北京",
        "ＡＢＣ公司|ABC公司"
      })
  void mentionsNamesInOtherSpellings(String text, String name) {
    assertThat(Mentions.any(text, List.of(name))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Oskar|Osk", "the list|Li", "北大街|京", "text|''", "a 1971 map|197"})
  void mentionsNoNameThatIsPartOfAWordOrTooShort(String text, String name) {
    assertThat(Mentions.any(text, List.of(name))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It \"was\" built in 1871. End|it was built in 1871|It \"was\" built in 1871.",
        "A **bold** [link](https://x.y/z) here|bold link here|**bold** [link](https://x.y/z) here",
        "长度为 310 公里。|长度为310公里|长度为 310 公里。"
      })
  void locatesQuotesVerbatim(String page, String quote, String verbatim) {
    assertThat(Quotes.locate(page, quote)).contains(verbatim);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It was built in 1871.|It was built in 1872",
        "It was built in 1871.|was",
        "[x](https://secret.example)|secret example",
        "built|''"
      })
  void locatesNoQuoteThatIsNotThere(String page, String quote) {
    assertThat(Quotes.locate(page, quote)).isEmpty();
  }

  private static String quote(String title, String text, String one, String other) {
    Page page =
        new Page("https://x", title, "", "", Language.EN, Authority.UNKNOWN, text, List.of());
    return Passage.relating(page, List.of(one), List.of(other)).map(Passage::quote).orElse("");
  }
}
