package io.synth.report;

import io.synth.model.Message;
import io.synth.model.Verdict;
import io.synth.report.MarkedContent.Span;
import io.synth.text.DisplayWidth;
import java.util.Comparator;
import java.util.List;

/** What the checks say: failures first, each with the passage that it points at. */
final class VerdictText {
  private static final String GUTTER = "  ";
  private static final int QUOTE_COLUMNS = 240;

  private VerdictText() {}

  static void write(ShownTrajectory shown, TerminalPage page) {
    page.heading(StyledText.of("verdicts", Ink.STRONG));
    if (shown.verdicts().isEmpty()) {
      page.text(GUTTER, StyledText.of("No check has run.", Ink.DIM));
      return;
    }
    List<Verdict> sorted =
        shown.verdicts().stream().sorted(Comparator.comparingInt(VerdictText::rank)).toList();
    for (Verdict verdict : sorted) {
      verdict(verdict, page);
      quote(verdict, shown.trajectory().messages(), page);
    }
  }

  private static int rank(Verdict verdict) {
    return verdict.passed() ? isApplicable(verdict) ? 1 : 2 : 0;
  }

  private static boolean isApplicable(Verdict verdict) {
    return !verdict.code().equals("not_applicable");
  }

  private static void verdict(Verdict verdict, TerminalPage page) {
    if (!isApplicable(verdict)) {
      StyledText text = StyledText.of(verdict.check() + " · " + verdict.reason(), Ink.DIM);
      page.item(GUTTER, StyledText.of("· ", Ink.DIM), text);
      return;
    }
    Ink ink = verdict.passed() ? Ink.GOOD : Ink.BAD;
    StyledText text = StyledText.of(verdict.check(), ink);
    text.add(" " + Numbers.score(verdict.score()), Ink.STRONG);
    text.add(verdict.passed() ? "" : " " + verdict.code());
    text.add(verdict.reason().isEmpty() ? "" : " · " + verdict.reason());
    page.item(GUTTER, StyledText.of(verdict.passed() ? "✓ " : "✗ ", ink), text);
  }

  private static void quote(Verdict verdict, List<Message> messages, TerminalPage page) {
    int index = verdict.messageIndex();
    if (verdict.passed() || index < 0 || index >= messages.size()) {
      return;
    }
    String content = messages.get(index).content();
    StyledText text = StyledText.of("message " + index, Ink.DIM);
    for (Span span : MarkedContent.faults(List.of(verdict), index, content)) {
      String passage = VisibleText.line(content.substring(span.start(), span.end()));
      String cut = page.style().full() ? passage : DisplayWidth.cut(passage, QUOTE_COLUMNS);
      text.add(": “").add(cut, Ink.FAULT).add("”");
    }
    page.item(GUTTER, StyledText.of("  "), text);
  }
}
