package io.synth.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.fake.Trials;
import io.synth.text.DisplayWidth;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineWrapTest {
  private static List<String> wrap(String text, int columns) {
    return LineWrap.wrap(text, columns).stream()
        .map(line -> text.substring(line.start(), line.end()))
        .toList();
  }

  @Test
  void breaksEnglishBetweenWords() {
    assertThat(wrap("the tide turns at noon", 9)).containsExactly("the tide", "turns at", "noon");
    assertThat(wrap("the tide ", 8)).containsExactly("the tide");
  }

  @Test
  void breaksChineseBetweenCharactersAndKeepsPunctuationBehindThem() {
    assertThat(wrap("汀澜桥坐落于鹭汀镇", 8)).containsExactly("汀澜桥坐", "落于鹭汀", "镇");
    assertThat(wrap("桥是给水让路的，不是抢路", 14)).containsExactly("桥是给水让路", "的，不是抢路");
    assertThat(wrap("志书（十二卷）", 6)).containsExactly("志书", "（十二", "卷）");
  }

  @Test
  void breaksBetweenWordsAndCharactersInMixedText() {
    assertThat(wrap("标准QS 322规定", 7)).containsExactly("标准QS", "322规定");
  }

  @Test
  void breaksALongWordWhereItMust() {
    assertThat(wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
    assertThat(wrap("中文", 1)).containsExactly("中", "文");
  }

  @Test
  void neverBreaksInsideWhatIsDrawnAsOne() {
    assertThat(wrap("👩‍🔬👩‍🔬👩‍🔬", 4)).containsExactly("👩‍🔬👩‍🔬", "👩‍🔬");
    assertThat(wrap("e\u0301e\u0301e\u0301", 2)).containsExactly("e\u0301e\u0301", "e\u0301");
    assertThat(wrap("🇨🇳🇨🇳", 2)).containsExactly("🇨🇳", "🇨🇳");
  }

  @Test
  void keepsEmptyLinesAndIndentation() {
    assertThat(wrap("a\n\n  b\n", 10)).containsExactly("a", "", "  b", "");
    assertThat(wrap("", 10)).containsExactly("");
  }

  @Test
  void losesNothingButBlanks() {
    Trials.of(
        1_000,
        random ->
            losesNothingButBlanks(Trials.text(255, random), (int) Trials.within(2, 40, random)));
  }

  private static void losesNothingButBlanks(String text, int columns) {
    String visible = VisibleText.lines(text);

    List<String> lines = wrap(visible, columns);
    assertThat(withoutBlanks(String.join("", lines))).isEqualTo(withoutBlanks(visible));
    assertThat(lines).allMatch(line -> DisplayWidth.of(line) <= columns);
  }

  private static String withoutBlanks(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
