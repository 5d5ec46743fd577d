package io.synth.check;

import io.synth.agent.AnswerJudge;
import io.synth.agent.AnswerMatch;
import io.synth.model.Claim;
import io.synth.model.Finding;
import io.synth.model.Task;
import io.synth.model.Trajectory;
import io.synth.model.Verdict;
import io.synth.teacher.TeacherSession;
import io.synth.text.NormalForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result is right: the short answer is one of the expected wordings after normalisation, or the
 * same date or quantity, or the judge finds it equal; of a fact check, the points are judged as
 * expected, which needs no judge.
 */
final class AnswerMatchCheck implements Check {
  private final double claimsRight;

  AnswerMatchCheck(CheckSettings settings) {
    this.claimsRight = settings.claimsRight();
  }

  @Override
  public String name() {
    return Checks.ANSWER_MATCH;
  }

  @Override
  public String description() {
    return "Where the answer is known, the result says the same, by its normal form or by a judge;"
        + " of a fact check, a share of at least "
        + claimsRight
        + " of the points is judged as expected.";
  }

  @Override
  public boolean mayAskJudge() {
    return true;
  }

  @Override
  public Verdict check(Trajectory trajectory, Task task, TeacherSession judge) {
    Verdicts verdicts = new Verdicts(name(), trajectory);
    if (!task.claims().isEmpty()) {
      return findings(trajectory, task, verdicts);
    }
    if (task.answer() == null) {
      return verdicts.notApplicable("the task has no expected answer");
    }
    FinalAnswer answer = FinalAnswer.of(trajectory);
    String given = AnswerMatch.shortAnswer(answer.text());
    List<String> expected = new ArrayList<>(List.of(task.answer()));
    expected.addAll(task.aliases());
    if (AnswerMatch.matches(answer.text(), expected)) {
      return verdicts.pass(1, "'" + Excerpt.of(given) + "' is as expected");
    }
    for (String wording : expected) {
      if (sameValue(given, wording)) {
        return verdicts.pass(
            1, "'" + Excerpt.of(given) + "' is the same as '" + Excerpt.of(wording) + "'");
      }
    }
    if (AnswerMatch.saysNothing(answer.text())) {
      return answer.fail(
          verdicts,
          0,
          "wrong_answer",
          "'" + Excerpt.of(given) + "' has neither a letter nor a digit");
    }
    if (AnswerJudge.right(answer.text(), task, judge)) {
      return verdicts.pass(1, "the judge finds '" + Excerpt.of(given) + "' right");
    }
    return answer.fail(
        verdicts,
        0,
        "wrong_answer",
        "'"
            + Excerpt.of(given)
            + "' is not '"
            + Excerpt.of(task.answer())
            + "', also to the judge");
  }

  private static boolean sameValue(String given, String wording) {
    Optional<AnswerDate> date = AnswerDate.of(given);
    if (date.isPresent() && date.equals(AnswerDate.of(wording))) {
      return true;
    }
    Optional<Quantity> quantity = Quantity.of(given);
    return quantity.isPresent() && quantity.equals(Quantity.of(wording));
  }

  private Verdict findings(Trajectory trajectory, Task task, Verdicts verdicts) {
    if (trajectory.findings().isEmpty()) {
      return verdicts.fail(0, "no_findings", "no point was judged");
    }
    int right = 0;
    String wrong = "";
    for (Claim claim : task.claims()) {
      Optional<Finding> finding = finding(claim, trajectory.findings());
      if (finding.isPresent() && finding.get().verdict() == claim.verdict()) {
        right++;
      } else if (wrong.isEmpty()) {
        wrong =
            finding.map(f -> "judged " + f.verdict().label()).orElse("not judged")
                + ", expected "
                + claim.verdict().label()
                + ": "
                + Excerpt.of(claim.text());
      }
    }
    double share = (double) right / task.claims().size();
    String figures =
        String.format(
            Locale.ROOT, "%d of %d points judged as expected", right, task.claims().size());
    return share >= claimsRight
        ? verdicts.pass(share, figures)
        : verdicts.fail(share, "wrong_findings", figures + "; " + wrong);
  }

  private static Optional<Finding> finding(Claim claim, List<Finding> findings) {
    String form = NormalForm.of(claim.text());
    return findings.stream().filter(f -> NormalForm.of(f.claim()).equals(form)).findFirst();
  }
}
