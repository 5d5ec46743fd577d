package io.synth.report;

import io.synth.report.ReportData.Amount;
import io.synth.report.ReportData.PredictedUse;
import io.synth.report.ReportData.PredictionOutcome;

/** What the run was predicted to ask of its teachers, and what it did. */
final class PredictionTable implements Section {
  @Override
  public String anchor() {
    return "prediction";
  }

  @Override
  public String title() {
    return "Prediction";
  }

  @Override
  public void write(ReportData data, Html html) {
    PredictionOutcome outcome = data.prediction();
    if (outcome == null) {
      Section.empty(html, "Nothing was predicted.");
      return;
    }
    html.element("p", Predicted.basis(outcome), "class", "lead");
    try (Table table =
        new Table(
            html,
            "Calls, tokens (input and output) and cost: predicted, actual, and how far off",
            "Step",
            "Role",
            "Teacher",
            "#Calls predicted",
            "#Calls",
            "#Off",
            "#Tokens predicted",
            "#Tokens",
            "#Off",
            "#Cost predicted",
            "#Cost",
            "#Off")) {
      outcome.lines().forEach(line -> row(table, line));
      html.close().open("tfoot");
      row(table, Predicted.total("All", outcome.lines()));
    }
  }

  private static void row(Table table, PredictedUse line) {
    Amount predicted = line.predicted();
    Amount actual = line.actual();
    table.row().header(line.step()).words(line.role()).words(line.teacher());
    table.count(predicted.calls()).count(actual.calls());
    table.number(Predicted.callsOff(line));
    table.number(Numbers.brief(predicted.tokens())).number(Numbers.brief(actual.tokens()));
    table.number(Predicted.tokensOff(line));
    table.number(Numbers.dollars(predicted.usd())).number(Numbers.dollars(actual.usd()));
    table.number(Predicted.costOff(line)).end();
  }
}
