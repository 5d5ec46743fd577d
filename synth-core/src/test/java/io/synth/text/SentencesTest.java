package io.synth.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SentencesTest {
  @Test
  void splitsEnglishAtStopsButNotAtAbbreviationsInitialsAndDecimals() {
    assertThat(
            split(
                "Dr. E. J. Vantle found it in 1931. It grows to 58.5 cm, e.g. at the Cold Bank! Really?"))
        .containsExactly(
            "Dr. E. J. Vantle found it in 1931.",
            "It grows to 58.5 cm, e.g. at the Cold Bank!",
            "Really?");
    assertThat(split("Standard No. 114 holds. He said no. Then he left."))
        .containsExactly("Standard No. 114 holds.", "He said no.", "Then he left.");
    assertThat(split("See gov.example/a.html for more. Done."))
        .containsExactly("See gov.example/a.html for more.", "Done.");
  }

  @Test
  void keepsQuotesAndBracketsThatFollowTheStop() {
    assertThat(split("“It is ours.” The crew (all of them.) agreed. \"Why?\" he asked."))
        .containsExactly("“It is ours.”", "The crew (all of them.) agreed.", "\"Why?\" he asked.");
    assertThat(split("他说：“塔建成了。”大家都笑了！真的吗？！是的……后来呢；再说。"))
        .containsExactly("他说：“塔建成了。”", "大家都笑了！", "真的吗？！", "是的……", "后来呢；", "再说。");
  }

  @Test
  void splitsMixedText() {
    assertThat(split("青礁潮汐电站装机38.5兆瓦。It opened in 2011.后来扩建。"))
        .containsExactly("青礁潮汐电站装机38.5兆瓦。", "It opened in 2011.", "后来扩建。");
  }

  @Test
  void citationsAfterTheStopBelongToTheSentenceBeforeThem() {
    assertThat(
            split(
                "It has 96 rotors.\\cite{web_0000000a} It opened in 1987 \\cite{web_b,web_c}. Fine.[12] End"))
        .containsExactly(
            "It has 96 rotors.\\cite{web_0000000a}",
            "It opened in 1987 \\cite{web_b,web_c}.",
            "Fine.[12]",
            "End");
    assertThat(split("它建于1974年。\\cite{web_a}后来重修。 \\cite{web_b}"))
        .containsExactly("它建于1974年。\\cite{web_a}", "后来重修。 \\cite{web_b}");
  }

  @Test
  void headingsListItemsAndTableRowsStandAlone() {
    assertThat(
            split(
                """
                # Tides
                They rise
                and fall. Twice a day.
                - first item
                - second. With more.
                1. numbered
                | a | b |
                |---|---|
                | 1 | 2 |
                > quoted

                结尾
                """))
        .containsExactly(
            "# Tides",
            "They rise\nand fall.",
            "Twice a day.",
            "- first item",
            "- second.",
            "With more.",
            "1. numbered",
            "| a | b |",
            "| 1 | 2 |",
            "> quoted",
            "结尾");
  }

  @Test
  void offsetsPointAtTheSentences() {
    String text = "  One.  Two\n\n# 三\n四。 ";
    List<Sentences.Sentence> sentences = Sentences.of(text);
    assertThat(sentences).hasSize(4);
    assertThat(sentences)
        .allSatisfy(s -> assertThat(text.substring(s.start(), s.end())).isEqualTo(s.text()));
  }

  @Test
  void textWithoutWordsHasNone() {
    assertThat(Sentences.of("")).isEmpty();
    assertThat(Sentences.of(" \n---\n|--|\n")).isEmpty();
  }

  private static List<String> split(String text) {
    return Sentences.of(text).stream().map(Sentences.Sentence::text).toList();
  }
}
