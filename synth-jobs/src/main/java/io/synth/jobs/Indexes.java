package io.synth.jobs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.synth.SynthException;
import io.synth.config.SynthConfig;
import io.synth.corpus.CorpusIndexer;
import io.synth.corpus.GraphIndexer;
import io.synth.corpus.IndexProgress;
import io.synth.corpus.IndexSummary;
import io.synth.model.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The search indexes of a run: made where they are missing or out of date. They lie on this
 * machine's file system.
 */
public final class Indexes {
  private Indexes() {}

  /**
   * Brings the index of the configured corpus up to date.
   *
   * @param run address of the run's folder, where the index lies unless the configuration says
   *     otherwise
   * @return folder of the index
   */
  public static Path corpus(SynthConfig config, @Nullable String run, Console console) {
    String corpus = config.corpus();
    if (corpus == null) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "corpus: no folder of pages is set; give one with --corpus DIR or in the configuration");
    }
    Path index = folder(config, run).resolve("pages");
    said(
        new CorpusIndexer(Path.of(corpus), index, IndexProgress.NONE).build(),
        "pages",
        index,
        console);
    return index;
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
        index,
        console);
    return index;
  }

  /** What an index was made from, as a hash. */
  static String fingerprint(String index) throws IOException {
    return new JsonMapper()
        .readTree(Path.of(index, "index.json").toFile())
        .path("fingerprint")
        .asText();
  }

  private static Path folder(SynthConfig config, @Nullable String run) {
    String index = config.index();
    if (index != null) {
      return Path.of(index);
    }
    if (run == null || run.contains(":/")) {
      throw new SynthException(
          SynthException.Code.CONFIGURATION,
          "index: name a folder that every executor can read, as the run is not on this machine's"
              + " file system");
    }
    return Path.of(run, "index");
  }

  private static void said(IndexSummary summary, String rows, Path index, Console console) {
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
      line.append(" (see ").append(index.resolve("skipped.jsonl")).append(')');
    }
    console.say(line.toString());
  }
}
