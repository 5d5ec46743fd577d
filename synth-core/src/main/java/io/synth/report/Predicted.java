package io.synth.report;

import io.synth.report.ReportData.Amount;
import io.synth.report.ReportData.PredictedUse;
import io.synth.report.ReportData.PredictionOutcome;
import java.util.List;
import java.util.Locale;

/** Prediction and outcome in words, the same on the page and in the terminal. */
final class Predicted {
  private Predicted() {}

  /** Where the prediction comes from, and what it does not know. */
  static String basis(PredictionOutcome outcome) {
    return "Predicted from "
        + outcome.basis()
        + (outcome.resumed()
            ? " when the run first started; it was started again since, and that prediction is kept."
            : " when the run started.");
  }

  static String callsOff(PredictedUse use) {
    return off((double) use.predicted().calls(), (double) use.actual().calls());
  }

  static String tokensOff(PredictedUse use) {
    return off((double) use.predicted().tokens(), (double) use.actual().tokens());
  }

  static String costOff(PredictedUse use) {
    return off(use.predicted().usd(), use.actual().usd());
  }

  /** How far an amount is off what was predicted: {@code +12%}; {@code new} where nothing was. */
  private static String off(double predicted, double actual) {
    if (predicted == 0) {
      return actual == 0 ? "–" : "new";
    }
    double percent = 100 * (actual - predicted) / predicted;
    if (percent >= 1000) {
      return Numbers.factor(actual / predicted);
    }
    long whole = Math.round(percent);
    return whole == 0 ? "±0%" : String.format(Locale.ROOT, "%+d%%", whole).replace('-', '−');
  }

  static PredictedUse total(String name, List<PredictedUse> lines) {
    Amount predicted =
        lines.stream().map(PredictedUse::predicted).reduce(Amount.NONE, Amount::plus);
    Amount actual = lines.stream().map(PredictedUse::actual).reduce(Amount.NONE, Amount::plus);
    return new PredictedUse(name, "", "", predicted, actual);
  }
}
