package io.synth.jobs.cli;

import io.synth.config.SynthConfig;
import io.synth.corpus.LuceneCorpus;
import io.synth.corpus.SearchHit;
import io.synth.jobs.Console;
import io.synth.jobs.Indexes;
import io.synth.jobs.Progress;
import io.synth.jobs.index.LocalIndex;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code synth corpus}: what concerns the pages that trajectories search. */
@Command(
    name = "corpus",
    description = "Look at the corpus.",
    subcommands = CorpusCommand.Index.class)
final class CorpusCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Name a command: index");
  }

  /** {@code synth corpus index}. */
  @Command(
      name = "index",
      description = {
        "Index a folder of pages, so that runs find the index ready; an index that is up to date is kept.",
        "Point runs to it by the key `index` of the configuration."
      })
  static final class Index implements Callable<Integer> {
    @Mixin private ConfigOptions config = new ConfigOptions();

    @Option(
        names = {"-o", "--out"},
        paramLabel = "DIR",
        description = "Folder of the index; the configuration's `index` where not given.")
    private @Nullable String out;

    @Option(
        names = "--search",
        paramLabel = "QUERY",
        description = "Then search it, to see what trajectories would find.")
    private @Nullable String query;

    @Override
    public Integer call() throws Exception {
      Logging.toNowhere();
      SynthConfig loaded = config.load();
      Console console = new Console(System.err, false, false, new Progress());
      SynthConfig placed = out == null ? loaded : loaded.withIndex(out);
      try (SparkOnDemand spark = new SparkOnDemand(placed)) {
        String index = Indexes.corpus(placed, null, console, spark);
        String graph = loaded.graph();
        if (graph != null) {
          Indexes.graph(placed, null, graph, console);
        }
        if (query != null) {
          search(LocalIndex.of(index, spark.hadoop()), query);
        }
      }
      return 0;
    }

    private static void search(Path index, String query) {
      try (LuceneCorpus corpus = LuceneCorpus.open(index)) {
        for (SearchHit hit : corpus.search(query, 10)) {
          System.out.println(
              hit.title()
                  + "\n  "
                  + hit.url()
                  + "\n  "
                  + hit.publisher()
                  + " · "
                  + hit.date()
                  + " · "
                  + hit.authority().label()
                  + "\n  "
                  + hit.snippet());
        }
      }
    }
  }
}
