package io.synth.report;

import io.synth.model.Finding;
import io.synth.model.Message;
import io.synth.model.Source;
import io.synth.model.Trajectory;
import java.util.List;

/** What came out: the answer where no turn shows it, the findings, and the pages behind them. */
final class OutcomeText {
  private static final String GUTTER = "  ";

  private OutcomeText() {}

  static void write(Trajectory trajectory, Citations citations, TerminalPage page) {
    answer(trajectory, citations, page);
    findings(trajectory.findings(), citations, page);
    sources(citations, page);
  }

  private static void answer(Trajectory trajectory, Citations citations, TerminalPage page) {
    boolean shown =
        trajectory.messages().stream()
            .filter(m -> m.role() == Message.Role.ASSISTANT)
            .anyMatch(m -> m.content().contains(trajectory.answer().strip()));
    if (trajectory.answer().isBlank()) {
      page.heading(StyledText.of("answer", Ink.STRONG));
      page.text(GUTTER, StyledText.of("There is no answer.", Ink.DIM));
    } else if (!shown) {
      page.heading(StyledText.of("answer", Ink.STRONG));
      page.text(
          GUTTER,
          MarkedContent.of(trajectory.answer(), List.of(), citations, Ink.PLAIN, page.style()));
    }
  }

  private static void findings(List<Finding> findings, Citations citations, TerminalPage page) {
    if (findings.isEmpty()) {
      return;
    }
    page.heading(StyledText.of("findings", Ink.STRONG));
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      Ink ink =
          switch (finding.verdict()) {
            case SUPPORT -> Ink.GOOD;
            case REFUTE -> Ink.BAD;
            case DOUBTFUL -> Ink.TOOL;
          };
      StyledText text = StyledText.of(finding.verdict().label() + " ", ink).add(finding.claim());
      if (!finding.citations().isEmpty()) {
        text.add(" ").add(citations.label(finding.citations()), Ink.CITATION);
      }
      page.item(GUTTER, StyledText.of((i + 1) + ". "), text);
    }
  }

  private static void sources(Citations citations, TerminalPage page) {
    List<Source> sources = citations.numbered();
    if (sources.isEmpty()) {
      return;
    }
    page.heading(StyledText.of("pages opened", Ink.STRONG));
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      boolean cited = citations.isCited(source);
      StyledText text = StyledText.of(source.title(), cited ? Ink.PLAIN : Ink.DIM);
      text.add(" · " + source.authority().label(), Ink.DIM);
      text.add(source.publisher().isEmpty() ? "" : " · " + source.publisher(), Ink.DIM);
      text.add(source.date().isEmpty() ? "" : " · " + source.date(), Ink.DIM);
      text.add(cited ? "" : " · not cited", Ink.DIM);
      text.add("\n" + source.id() + " " + source.url(), Ink.DIM);
      page.item(GUTTER, StyledText.of("[" + (i + 1) + "] ", Ink.CITATION), text);
    }
  }
}
