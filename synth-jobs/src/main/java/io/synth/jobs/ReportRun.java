package io.synth.jobs;

import io.synth.jobs.stage.Stop;
import io.synth.model.Completion;
import io.synth.report.PredictionText;
import io.synth.report.ReportData;
import io.synth.report.RunReport;
import io.synth.run.Book;
import io.synth.run.RunDataset;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Counts what the run did, writes {@code report/index.html}, {@code report/report.json} and, where
 * something was predicted, {@code report/prediction.txt}, and lays the journal open as the dataset
 * of completions.
 */
final class ReportRun implements Job {
  static final String STEP = "report";

  /** Prediction and outcome as text. */
  static final String PREDICTION = "report/prediction.txt";

  private static final long COMPLETIONS_OF_A_FILE = 50_000;

  @Override
  public String step() {
    return STEP;
  }

  @Override
  public List<RunDataset<?>> outputs() {
    return List.of(RunDataset.COMPLETIONS);
  }

  @Override
  public String shape(JobContext context) {
    return "";
  }

  @Override
  public int groups(JobContext context) {
    return 1;
  }

  @Override
  public @Nullable Stop work(JobContext context, int groups) throws IOException {
    JavaPairRDD<String, Completion> journal =
        JournalRecords.all(context.context(), context.run().address())
            .mapToPair(
                completion ->
                    new Tuple2<>(
                        completion.itemId() + completion.step() + completion.fingerprint(),
                        completion));
    JavaPairRDD<String, byte[]> unique =
        journal
            .mapValues(RunDataset.COMPLETIONS::encode)
            .reduceByKey(
                (a, b) ->
                    RunDataset.COMPLETIONS.decode(a).receivedAt()
                            <= RunDataset.COMPLETIONS.decode(b).receivedAt()
                        ? a
                        : b);
    context.write(
        unique,
        RunDataset.COMPLETIONS,
        Math.toIntExact(1 + journal.count() / COMPLETIONS_OF_A_FILE));
    ReportData data = new RunFigures(context).data();
    context.run().write("report/report.json", RunReport.json(data));
    context.run().write("report/index.html", RunReport.html(data));
    ReportData.PredictionOutcome prediction = data.prediction();
    if (prediction != null) {
      context.run().write(PREDICTION, String.join("\n", PredictionText.lines(prediction)) + "\n");
    }
    return null;
  }

  @Override
  public List<Book> books(JobContext context) {
    return List.of();
  }
}
