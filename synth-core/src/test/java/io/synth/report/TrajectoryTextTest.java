package io.synth.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.fake.Trials;
import io.synth.text.DisplayWidth;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrajectoryTextTest {
  private static final Pattern SGR = Pattern.compile("\u001B\\[[0-9;]*m");
  private static final List<String> PIECES =
      List.of(
          " ",
          "\n",
          "。",
          "（",
          "，",
          "👩‍🔬",
          "🇨🇳",
          "e\u0301",
          "\u3000",
          "\u001b[31m",
          "\\cite{x}",
          "https://a.example/b/c",
          "❤️‍🔥",
          "각",
          "؀",
          "\uDC00");
  private static final TerminalStyle PLAIN = new TerminalStyle(72, false, false);

  private static String text(ShownTrajectory shown) {
    return TrajectoryText.of(shown, PLAIN);
  }

  @Test
  void headerTellsWhatItIsWhatItCostAndWhatBecameOfIt() {
    assertThat(text(SampleTrajectories.english()))
        .startsWith("╭─ trajectory ─")
        .contains("│ id       5d0c4a61b8f2e97d5d0c4a61b8f2e97d ")
        .contains("state    ✗ rejected in curate by answer · wrong_answer:")
        .contains("kind     search · graph_walk · en")
        .contains("teacher  northwind (northwind-large) as actor, attempt 2")
        .contains("status   finished")
        .contains("steps    3 · 2 tool calls, 1 without result")
        .contains("cost     $0.0123 in 3 calls");
    assertThat(text(SampleTrajectories.chinese()))
        .contains("state    ✓ accepted for sft, rl · score 0.91 · 3 of 4 attempts pass");
  }

  @Test
  void showsTheTaskWithWhatIsExpected() {
    assertThat(text(SampleTrajectories.english()))
        .contains("── task ─")
        .contains("  expected\n  240 MW · also 240 megawatts\n")
        .contains("  1. Find the operator's page\n")
        .contains("  + Names the operator (coverage, 2.0)\n")
        .contains("── 1 user ")
        .contains("│ the task, as above\n");
    assertThat(text(SampleTrajectories.chinese())).contains("  1. refute 汀澜桥建成于1978年。\n");
  }

  @Test
  void writesToolCallsOnOneLineWhereTheyFit() {
    assertThat(text(SampleTrajectories.english()))
        .contains("│ → batch_search {\"queries\": [\"Corrane Tidal Array capacity\"]}\n")
        .contains(
            """
            │ → batch_open
            │   {
            │     "urls": [
            │       "https://grid.quessary.example/corrane-tidal-array",
            │       "https://morvane-turbines.example/brochure-1988"
            │     ],
            │     "offset": 0
            │   }
            """);
  }

  @Test
  void cutsLongToolResultsWithANoteUnlessAllIsWanted() {
    ShownTrajectory shown = SampleTrajectories.english();

    assertThat(text(shown)).contains("│ … 12 more lines, 719 characters (--full shows them)\n");
    assertThat(TrajectoryText.of(shown, new TerminalStyle(72, false, true)))
        .doesNotContain("--full")
        .containsPattern("(│ Each rotor has 2.5 MW. In 2022 the array delivered 660 GWh.\n){20}");
  }

  @Test
  void resolvesCitationsToTitlesOnceAndToNumbersAfter() {
    String text = text(SampleTrajectories.english());

    assertThat(text.replace("\n│ ", " "))
        .contains("[1 Corrane Tidal Array][? web_00000000, never opened]")
        .contains("It opened in 1987 [1].");
    assertThat(text)
        .contains("  [1] Corrane Tidal Array · official · Quessary Grid Authority ·\n")
        .contains("  [2] Power from the strait: a brochure · commercial · not cited\n");
  }

  @Test
  void marksAndQuotesThePassageThatAFailedCheckPointsAt() {
    ShownTrajectory shown = SampleTrajectories.english();

    assertThat(text(shown).replace("\n│ ", " "))
        .contains("The Corrane Tidal Array ⟦has a capacity of 180 MW⟧ [1");
    assertThat(text(shown))
        .contains("  ✗ answer 0.00 wrong_answer · the answer is")
        .contains("message 6: “has a capacity of 180 MW”\n")
        .doesNotContain("foreign");
    assertThat(TrajectoryText.of(shown, new TerminalStyle(72, true, false)))
        .contains("\u001B[4;31mhas a capacity of 180 MW\u001B[0m")
        .doesNotContain("⟦");
  }

  @Test
  void listsFailedChecksFirstAndThoseThatDoNotApplyLast() {
    String text = text(SampleTrajectories.english());

    assertThat(text.lines().filter(line -> line.matches("  [✓✗·] .*")).toList())
        .extracting(line -> line.substring(2, 8))
        .containsExactly("✗ answ", "✓ repe", "· lang");
    assertThat(text(SampleTrajectories.chinese())).contains("  No check has run.\n");
  }

  @Test
  void dimsReasoningAndColoursRoles() {
    assertThat(TrajectoryText.of(SampleTrajectories.english(), new TerminalStyle(72, true, false)))
        .contains("\u001B[2mI should look at the operator's own page first.\u001B[0m")
        .contains("\u001B[32m2 assistant\u001B[0m")
        .contains("\u001B[34m1 user\u001B[0m");
  }

  @Test
  void showsFindingsOfAVerificationInChinese() {
    assertThat(text(SampleTrajectories.chinese()))
        .contains("官方页面记载汀澜桥于1974年10月1日通车[1 汀澜桥]，说法有误🌉。")
        .contains("  1. refute 汀澜桥建成于1978年。 [1]\n");
  }

  @Test
  void boxesAndLinesKeepToTheWidthInChineseToo() {
    for (int columns : new int[] {24, 40, 61, 80, 200}) {
      for (ShownTrajectory shown :
          List.of(SampleTrajectories.english(), SampleTrajectories.chinese())) {
        String text = TrajectoryText.of(shown, new TerminalStyle(columns, false, true));
        assertThat(text.lines()).allMatch(line -> DisplayWidth.of(line) <= columns);
        assertThat(text.lines().filter(line -> line.matches("[╭│╰].*[╮│╯]")))
            .hasSizeGreaterThan(8)
            .allMatch(line -> DisplayWidth.of(line) == columns);
      }
    }
  }

  @Test
  void nothingHostileReachesTheTerminal() {
    String hostile =
        "\u001b[2J\u001b]0;title\u0007\r\u0008\u009b31m\u202e<b>\u2066\\cite{\u001b[1m} \ud800 "
            + "\u200b\uDB40\uDC41 \u2028\tend";
    for (boolean colour : new boolean[] {true, false}) {
      String text =
          TrajectoryText.of(
              SampleTrajectories.madeOf(hostile), new TerminalStyle(60, colour, true));
      String bare = colour ? SGR.matcher(text).replaceAll("") : text;
      assertThat(bare.codePoints())
          .noneMatch(c -> c != '\n' && (Character.isISOControl(c) || c == 0x202E || c == 0x2066));
      assertThat(bare).contains("␛[2J␛]0;title␇␍␈⟨U+009B⟩31m⟨U+202E⟩<b>⟨U+2066⟩");
    }
  }

  @Test
  void anyTextKeepsToTheWidthAndSendsNoControlCharacters() {
    Trials.of(
        300,
        random ->
            keepsToTheWidthAndSendsNoControlCharacters(
                anyText(random), (int) Trials.within(24, 100, random)));
  }

  private static void keepsToTheWidthAndSendsNoControlCharacters(String text, int columns) {
    ShownTrajectory shown = SampleTrajectories.madeOf(text);
    String plain = TrajectoryText.of(shown, new TerminalStyle(columns, false, true));

    assertThat(plain.lines()).allMatch(line -> DisplayWidth.of(line) <= columns);
    assertThat(plain.codePoints()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    String coloured = TrajectoryText.of(shown, new TerminalStyle(columns, true, true));
    assertThat(SGR.matcher(coloured).replaceAll("").codePoints())
        .noneMatch(c -> c != '\n' && Character.isISOControl(c));
  }

  private static String anyText(SplittableRandom random) {
    return String.join(
        "",
        Trials.list(
            14,
            random,
            () ->
                switch (random.nextInt(4)) {
                  case 0 -> Trials.text('a', 'z', 12, random);
                  case 1 -> Trials.text('\u4e00', '\u4fff', 8, random);
                  case 2 -> Trials.text(4, random);
                  default -> PIECES.get(random.nextInt(PIECES.size()));
                }));
  }

  @Test
  void refusesATerminalThatIsTooNarrow() {
    assertThatThrownBy(() -> new TerminalStyle(23, false, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a terminal of 23 columns is too narrow: make it at least 24 columns wide");
  }
}
