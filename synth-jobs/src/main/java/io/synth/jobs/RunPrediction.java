package io.synth.jobs;

import io.synth.config.SynthConfig;
import io.synth.estimate.Estimate;
import io.synth.estimate.Part;
import io.synth.estimate.Prediction;
import io.synth.model.Labelled;
import io.synth.model.TeacherRole;
import io.synth.report.ReportData;
import io.synth.report.ReportData.Amount;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was predicted for a run, kept in its folder from its first start on. */
final class RunPrediction {
  private static final String FILE = "prediction.json";

  private RunPrediction() {}

  /**
   * Predicts a run that starts; of one that was started before, the first prediction stays.
   *
   * @param from earlier runs to predict from; the sample run where there are none
   */
  static Prediction begin(RunFolder run, SynthConfig config, List<String> from) throws IOException {
    Optional<String> kept = run.read(FILE);
    Prediction prediction =
        kept.isPresent()
            ? Prediction.ofJson(kept.get(), run.path(FILE).toString()).whenResumed()
            : new Prediction(from, false, RunEstimate.of(config, from));
    run.write(FILE, prediction.json());
    return prediction;
  }

  /** The prediction beside what came of it; empty where nothing was predicted. */
  static Optional<ReportData.PredictionOutcome> outcome(
      RunFolder run, List<ReportData.TeacherUsage> usage) {
    return run.read(FILE)
        .map(json -> outcome(Prediction.ofJson(json, run.path(FILE).toString()), usage));
  }

  /** A part of the run and one of its teachers. */
  private record Use(Part part, String teacher) implements Comparable<Use> {
    private static final Comparator<Use> ORDER =
        Comparator.comparing(Use::part).thenComparing(Use::teacher);

    @Override
    public int compareTo(Use other) {
      return ORDER.compare(this, other);
    }
  }

  private static ReportData.PredictionOutcome outcome(
      Prediction prediction, List<ReportData.TeacherUsage> usage) {
    Map<Use, Amount> predicted = new TreeMap<>();
    Map<Use, Amount> actual = new TreeMap<>();
    for (Estimate.Line line : prediction.estimate().lines()) {
      predicted.merge(
          new Use(line.part(), line.teacher()),
          new Amount(
              line.usage().calls(),
              line.usage().promptTokens() + line.usage().completionTokens(),
              line.usage().costUsd()),
          Amount::plus);
    }
    for (ReportData.TeacherUsage used : usage) {
      Part part = new Part(used.step(), Labelled.of(TeacherRole.class, used.role()));
      actual.merge(
          new Use(part, used.teacher()),
          new Amount(used.calls(), used.promptTokens() + used.completionTokens(), used.costUsd()),
          Amount::plus);
    }
    Map<Use, Amount> all = new TreeMap<>(predicted);
    all.putAll(actual);
    List<ReportData.PredictedUse> lines = new ArrayList<>();
    for (Use use : all.keySet()) {
      Amount was = predicted.getOrDefault(use, Amount.NONE);
      Amount is = actual.getOrDefault(use, Amount.NONE);
      if (was.calls() + is.calls() > 0) {
        lines.add(
            new ReportData.PredictedUse(
                use.part().step(), use.part().role().label(), use.teacher(), was, is));
      }
    }
    return new ReportData.PredictionOutcome(prediction.basis(), prediction.resumed(), lines);
  }
}
