package io.synth.jobs;

import io.synth.SynthException;
import io.synth.config.SynthConfig;
import io.synth.corpus.CorpusIndexer;
import io.synth.corpus.GraphIndexer;
import io.synth.corpus.IndexProgress;
import io.synth.corpus.IndexSummary;
import io.synth.jobs.index.CorpusIndexJob;
import io.synth.jobs.index.LocalIndex;
import io.synth.model.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** The indexes of a run: made where they are missing or out of date. */
public final class Indexes {
  private Indexes() {}

  /**
   * Brings the index of the configured corpus up to date: a small corpus in this process, a large
   * one by a Spark job.
   *
   * @param run address of the run's folder, where the index lies unless the configuration says
   *     otherwise
   * @param spark asked for where a Spark job is needed
   * @return path or address of the index's folder
   */
  public static String corpus(
      SynthConfig config, @Nullable String run, Console console, Supplier<JavaSparkContext> spark)
      throws IOException {
    String corpus = config.corpus();
    if (corpus == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "corpus: no folder of pages is set; give one with --corpus DIR or in the configuration");
    }
    String index = place(config, run) + "/pages";
    said(summary(corpus, index, console, spark), "pages", index, console);
    return index;
  }

  private static IndexSummary summary(
      String corpus, String index, Console console, Supplier<JavaSparkContext> spark)
      throws IOException {
    if (!corpus.contains(":/") && !index.contains(":/")) {
      Optional<CorpusIndexer> small =
          CorpusIndexer.ofSmall(Path.of(corpus), Path.of(index), IndexProgress.NONE);
      if (small.isPresent()) {
        return small.get().build();
      }
    }
    return CorpusIndexJob.of(spark.get(), corpus, index, console).build();
  }

  /**
   * Brings the index of a knowledge graph up to date.
   *
   * @return folder of the index
   */
  public static Path graph(
      SynthConfig config, @Nullable String run, String graph, Console console) {
    Path index =
        folder(config, run).resolve("graph-" + ContentHash.id("graph", graph).substring(0, 8));
    said(
        new GraphIndexer(Path.of(graph), index, IndexProgress.NONE).build(),
        "triples",
        index.toString(),
        console);
    return index;
  }

  /** What an index was made from, as a hash. */
  static String fingerprint(String index, Configuration hadoop) throws IOException {
    return LocalIndex.fingerprint(index, hadoop);
  }

  private static Path folder(SynthConfig config, @Nullable String run) {
    String place = place(config, run);
    if (place.contains(":/")) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "index: name a folder on a disk that every executor can read: the index of a knowledge"
              + " graph cannot lie at "
              + place);
    }
    return Path.of(place);
  }

  private static String place(SynthConfig config, @Nullable String run) {
    String index = config.index();
    if (index != null) {
      return index;
    }
    if (run == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION, "index: name a folder for the index");
    }
    return run + "/index";
  }

  private static void said(IndexSummary summary, String rows, String index, Console console) {
    StringBuilder line =
        new StringBuilder("index: ").append(summary.reused() ? "up to date" : "made");
    line.append(String.format(Locale.ROOT, " · %,d %s", summary.count(rows), rows));
    if (summary.count("duplicates") > 0) {
      line.append(String.format(Locale.ROOT, ", %,d duplicates", summary.count("duplicates")));
    }
    summary
        .skipped()
        .forEach(
            (reason, count) -> line.append(String.format(Locale.ROOT, ", %,d %s", count, reason)));
    if (!summary.skipped().isEmpty()) {
      line.append(" (see ").append(index).append("/skipped.jsonl").append(')');
    }
    console.say(line.toString());
  }
}
