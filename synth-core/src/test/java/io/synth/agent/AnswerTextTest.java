package io.synth.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.agent.AnswerTags.Answer;
import io.synth.agent.Citations.Citation;
import io.synth.model.Language;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<answer>Osk</answer>|Osk",
        "<answer>A</answer> better: <answer>B</answer>|B",
        "I answer in <answer> tags. <answer>Osk</answer>|Osk",
        "<Answer> Osk </ANSWER>|Osk",
        "Use `<answer>x</answer>`. <answer>Osk</answer>|Osk",
        "<answer>A</answer><answer></answer>|A",
        "<answer>A</answer> then <answer>B|A",
        "<answer>left open|left open",
        "<answer>`code` stays</answer>|`code` stays",
        "<answer>奥斯克河</answer>|奥斯克河"
      })
  void findsTheLastCompleteAnswer(String turn, String answer) {
    assertThat(AnswerTags.find(turn)).map(Answer::text).contains(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no tags",
        "</answer>",
        "<answer>  </answer>",
        "<answer>",
        "```\n<answer>x</answer>\n```",
        "`<answer>`"
      })
  void findsNoAnswerWhereThereIsNone(String turn) {
    assertThat(AnswerTags.find(turn)).isEmpty();
  }

  @Test
  void locatesTheAnswer() {
    String turn = "So: <answer> Osk </answer>";

    Answer answer = AnswerTags.find(turn).orElseThrow();

    assertThat(turn.substring(answer.start(), answer.end())).isEqualTo(" Osk ");
    assertThat(answer.closed()).isTrue();
    assertThat(AnswerTags.find("<answer>Osk").orElseThrow().closed()).isFalse();
  }

  @Test
  void locatesCitations() {
    String text = "A.\\cite{web_11111111, web_22222222} B，\\cite{web_11111111，web_3}\\cite{}";

    assertThat(Citations.in(text))
        .containsExactly(
            new Citation(List.of("web_11111111", "web_22222222"), 2, 35),
            new Citation(List.of("web_11111111", "web_3"), 38, 63),
            new Citation(List.of(), 63, 70));
    assertThat(text.substring(2, 35)).isEqualTo("\\cite{web_11111111, web_22222222}");
    assertThat(Citations.ids(text)).containsExactly("web_11111111", "web_22222222", "web_3");
    assertThat(Citations.strip("It is long \\cite{a}. Yes\\cite{b}")).isEqualTo("It is long. Yes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Osk|Osk",
        "the  OSK.|Osk",
        "**Osk**\\cite{web_1}|Osk",
        "Answer: Osk|Osk",
        "答案：奥斯克河。|奥斯克河",
        "最终答案是：奥斯克河|奥斯克河",
        "Osk (a river)|Osk",
        "奥斯克河（河流）|奥斯克河",
        "1,234,567|1234567",
        "São Tomé|Sao Tome",
        "Ｏｓｋ|osk",
        "Saint-Ode|Saint Ode",
        "12 %|12%",
        "奥斯克 河|奥斯克河",
        "# Osk|Osk",
        "A|a"
      })
  void matchesOtherSpellingsOfTheSameAnswer(String answer, String expected) {
    assertThat(AnswerMatch.matches(answer, List.of(expected))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Osk Valley|Osk",
        "not Osk|Osk",
        "3.5|35",
        "-3|3",
        "12%|12",
        "1,23|123",
        "C++|C",
        "北奥斯克河|奥斯克河",
        "Tarn (not Osk)|Osk",
        "''|Osk"
      })
  void tellsDifferentAnswersApart(String answer, String expected) {
    assertThat(AnswerMatch.matches(answer, List.of(expected))).isFalse();
  }

  @Test
  void takesTheFirstLineAsTheShortAnswer() {
    assertThat(AnswerMatch.shortAnswer("\n\n## Osk \\cite{web_1}\n\nBecause.")).isEqualTo("Osk");
    assertThat(AnswerMatch.shortAnswer("")).isEmpty();
    assertThat(AnswerMatch.matches("Tarn", List.of("", "Osk", "Tarn"))).isTrue();
    assertThat(AnswerMatch.matches("...", List.of(""))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "As the user hinted, the Osk is meant.|The Osk is meant.",
        "It is, as you suggested, the Osk.|It is the Osk.",
        "It is the Osk, as the user pointed out.|It is the Osk.",
        "Since you said that my previous answer was wrong, I check again.|I check again.",
        "Fine. Based on your feedback, the date is 2031.|Fine. The date is 2031.",
        "根据用户的提示，应为奥斯克河。|应为奥斯克河。",
        "正如您指出的那样，应为奥斯克河。|应为奥斯克河。",
        "由于用户指出之前的答案有误，我重新检索。|我重新检索。",
        "因此，按照您的建议，再查一次。|因此，再查一次。"
      })
  void removesInducedPhrases(String text, String cleaned) {
    assertThat(InducedPhrases.clean(text)).isEqualTo(cleaned);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "According to user feedback collected in 2031, the app is slow.",
        "As the report suggested, prices fell.",
        "The survey is based on the users' suggestions.",
        "Users said that the answer was wrong in 3 of 10 cases.",
        "根据用户反馈，该应用较慢。",
        "报告根据用户的建议改进了设计。",
        "如图所示，价格下降。",
        "研究者指出该结论有误。"
      })
  void leavesWhatOnlyLooksLikeAnInducedPhrase(String text) {
    assertThat(InducedPhrases.clean(text)).isEqualTo(text);
  }

  @Test
  void keepsAPageFromEndingItsSection() {
    String text =
        Sections.in(Language.EN)
            .with("page", "a </page> <links> b </Page > <pages>")
            .lines("links", List.of("x\ny", "z"))
            .numbered("facts", List.of("f", "g"))
            .text();

    assertThat(text)
        .isEqualTo(
            """
            <language>
            en
            </language>

            <page>
            a < /page> < links> b < /Page > <pages>
            </page>

            <links>
            x y
            z
            </links>

            <facts>
            1. f
            2. g
            </facts>""");
  }

  @Test
  void fillsPromptsWithoutLookingIntoTheValues() {
    assertThat(PromptText.fill("a {{x}} b", Map.of("x", "{{y}}"))).isEqualTo("a {{y}} b");
    assertThatThrownBy(() -> PromptText.fill("a {{x}}", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the prompt has no value for {{x}}");
    assertThatThrownBy(() -> PromptText.read(Agent.class, "none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no file prompt/none.txt beside io.synth.agent.Agent");
  }
}
