package io.synth.report;

import io.synth.report.ReportData.PredictedUse;
import io.synth.report.ReportData.PredictionOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prediction and outcome as a few lines of text, for the end of a run. */
public final class PredictionText {
  private PredictionText() {}

  /** A sentence on the prediction, then a line for each step and one for all of them. */
  public static List<String> lines(PredictionOutcome outcome) {
    Map<String, List<PredictedUse>> steps = new LinkedHashMap<>();
    for (PredictedUse line : outcome.lines()) {
      steps.computeIfAbsent(line.step(), step -> new ArrayList<>()).add(line);
    }
    List<String> lines = new ArrayList<>();
    lines.add(Predicted.basis(outcome));
    steps.forEach((step, of) -> lines.add(line(Predicted.total(step, of))));
    lines.add(line(Predicted.total("all", outcome.lines())));
    return lines;
  }

  private static String line(PredictedUse use) {
    return use.step()
        + ": "
        + told(
            Numbers.count(use.actual().calls()) + " calls",
            Numbers.count(use.predicted().calls()),
            Predicted.callsOff(use))
        + " · "
        + told(
            Numbers.brief(use.actual().tokens()) + " tokens",
            Numbers.brief(use.predicted().tokens()),
            Predicted.tokensOff(use))
        + " · "
        + told(
            Numbers.dollars(use.actual().usd()),
            Numbers.dollars(use.predicted().usd()),
            Predicted.costOff(use));
  }

  private static String told(String actual, String predicted, String off) {
    return actual + " (predicted " + predicted + (off.equals("–") ? ")" : ", " + off + ")");
  }
}
