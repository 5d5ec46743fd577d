package io.synth.check;

import io.synth.agent.Citations;
import io.synth.model.Claim;
import io.synth.model.Finding;
import io.synth.model.Source;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Citations name pages that this trajectory opened, and stand at enough of what needs a source: the
 * critical sentences of an answer, the decided points of a fact check.
 */
final class CitationsResolveCheck implements Check {
  private final double criticalCited;

  CitationsResolveCheck(CheckSettings settings) {
    this.criticalCited = settings.criticalCited();
  }

  @Override
  public String name() {
    return "citations_resolve";
  }

  @Override
  public String description() {
    return "Every citation names a page that was opened, there is one at least, and a share of at"
        + " least "
        + criticalCited
        + " of the sentences with a figure, a date or a name has one.";
  }

  @Override
  public Verdict check(Trajectory trajectory, Task task, TeacherSession judge) {
    Verdicts verdicts = new Verdicts(name(), trajectory);
    if (trajectory.sources().isEmpty() && trajectory.toolCalls() == 0 && isDirect(trajectory)) {
      return verdicts.notApplicable("the task is acted out without tools");
    }
    Set<String> opened = trajectory.sources().stream().map(Source::id).collect(Collectors.toSet());
    return trajectory.findings().isEmpty()
        ? answer(trajectory, task, opened, verdicts)
        : findings(trajectory.findings(), opened, verdicts);
  }

  private Verdict answer(Trajectory trajectory, Task task, Set<String> opened, Verdicts verdicts) {
    FinalAnswer answer = FinalAnswer.of(trajectory);
    List<Citations.Citation> citations = Citations.in(answer.text());
    if (citations.isEmpty()) {
      return answer.fail(verdicts, 0, "no_citation", "the answer cites no source");
    }
    for (Citations.Citation citation : citations) {
      Optional<String> unknown =
          citation.ids().stream().filter(id -> !opened.contains(id)).findFirst();
      if (unknown.isPresent() || citation.ids().isEmpty()) {
        String reason =
            unknown
                .map(id -> "'" + Excerpt.of(id) + "' is cited and was not opened")
                .orElse("a citation names no source");
        return answer.failAt(
            verdicts, 0, "unknown_source", reason, citation.start(), citation.end());
      }
    }
    List<CitedSentences.Cited> critical =
        CitedSentences.of(answer.text(), task.answer() != null).stream()
            .filter(CitedSentences.Cited::critical)
            .toList();
    List<CitedSentences.Cited> bare =
        critical.stream().filter(sentence -> sentence.ids().isEmpty()).toList();
    double share =
        critical.isEmpty() ? 1 : (double) (critical.size() - bare.size()) / critical.size();
    String figures =
        String.format(
            Locale.ROOT,
            "%d of %d critical sentences cite a source",
            critical.size() - bare.size(),
            critical.size());
    if (share >= criticalCited) {
      return verdicts.pass(share, figures);
    }
    CitedSentences.Cited first = bare.get(0);
    return answer.failAt(
        verdicts,
        share,
        "uncited_claims",
        figures + "; the first without: " + Excerpt.of(first.text()),
        first.start(),
        first.end());
  }

  private Verdict findings(List<Finding> findings, Set<String> opened, Verdicts verdicts) {
    int decided = 0;
    int cited = 0;
    String bare = "";
    for (Finding finding : findings) {
      Optional<String> unknown =
          finding.citations().stream().filter(id -> !opened.contains(id)).findFirst();
      if (unknown.isPresent()) {
        return verdicts.fail(
            0,
            "unknown_source",
            "'"
                + Excerpt.of(unknown.get())
                + "' is cited and was not opened, at the point: "
                + Excerpt.of(finding.claim()));
      }
      if (finding.verdict() == Claim.Verdict.DOUBTFUL) {
        continue;
      }
      decided++;
      if (!finding.citations().isEmpty()) {
        cited++;
      } else if (bare.isEmpty()) {
        bare = "; the first without: " + Excerpt.of(finding.claim());
      }
    }
    double share = decided == 0 ? 1 : (double) cited / decided;
    String figures =
        String.format(Locale.ROOT, "%d of %d decided points cite a source", cited, decided);
    return share >= criticalCited
        ? verdicts.pass(share, figures)
        : verdicts.fail(share, "uncited_claims", figures + bare);
  }

  private static boolean isDirect(Trajectory trajectory) {
    return trajectory.tools().isBlank() || trajectory.tools().strip().equals("[]");
  }
}
