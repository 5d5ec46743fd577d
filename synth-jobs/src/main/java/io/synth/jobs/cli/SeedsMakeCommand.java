package io.synth.jobs.cli;

import io.synth.corpus.IndexProgress;
import io.synth.model.Labelled;
import io.synth.model.Language;
import io.synth.model.SeedKind;
import io.synth.seed.make.MadeSeeds;
import io.synth.seed.make.SeedMaker;
import io.synth.seed.make.SeedRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code synth seeds make}: seeds from a folder of pages, without a teacher. */
@Command(
    name = "make",
    description = {
      "Make seeds from a folder of HTML, Markdown and text pages: starts of link walks (documents),"
          + " chapters as source reports (report), and paragraphs with claims, of which about half"
          + " were made false (paragraph).",
      "",
      "Indexes, legal notices, tables, pages of mere links, short pages and near-duplicates give no"
          + " seeds. The same folder and --random-seed give the same file."
    })
final class SeedsMakeCommand implements Callable<Integer> {
  private static final int REPORT_EVERY = 1000;

  @Option(names = "--corpus", required = true, paramLabel = "DIR", description = "Folder of pages.")
  private Path corpus = Path.of("");

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "Seed file to write (JSON Lines); one that is there is replaced.")
  private Path out = Path.of("");

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "300",
      description =
          "Most seeds in all, shared out evenly among kinds and languages (default: 300).")
  private int count;

  @Option(
      names = "--kinds",
      paramLabel = "KIND",
      split = ",",
      description = "Some of documents, report, paragraph, separated by commas (default: all).")
  private @Nullable List<String> kinds;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      split = ",",
      description = "Pages in en, zh or both (default: both).")
  private @Nullable List<String> languages;

  @Option(
      names = "--random-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number draws other pages and makes other claims false (default: 1).")
  private long number;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Logging.toNowhere();
    if (count < 1) {
      throw wrong("--count must be at least 1, not " + count);
    }
    SeedRequest request =
        new SeedRequest(
            corpus,
            out,
            count,
            chosen(SeedKind.class, "--kinds", kinds, SeedRequest.KINDS),
            chosen(Language.class, "--language", languages, List.of(Language.values())),
            number);
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    MadeSeeds made = new SeedMaker(request, progress(err)).make();
    tell(made, spec.commandLine().getOut());
    return 0;
  }

  private static IndexProgress progress(PrintWriter err) {
    return (done, all) -> {
      if (done % REPORT_EVERY == 0) {
        err.printf(Locale.ROOT, "seeds: read %,d of %,d files%n", done, all);
        err.flush();
      }
    };
  }

  private <E extends Enum<E> & Labelled> Set<E> chosen(
      Class<E> type, String option, @Nullable List<String> labels, List<E> possible) {
    if (labels == null) {
      return EnumSet.copyOf(possible);
    }
    Set<E> chosen = EnumSet.noneOf(type);
    for (String label : labels) {
      chosen.add(
          possible.stream()
              .filter(one -> one.label().equals(label.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      wrong(
                          option
                              + ": '"
                              + label
                              + "' is none of "
                              + possible.stream()
                                  .map(Labelled::label)
                                  .collect(Collectors.joining(", ")))));
    }
    return chosen;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private void tell(MadeSeeds made, PrintWriter to) {
    to.printf(Locale.ROOT, "%,d seeds from %,d pages in %s%n", made.made(), made.pages(), out);
    for (MadeSeeds.Group group : made.groups()) {
      to.printf(
          Locale.ROOT,
          "  %-10s %s  %,6d of %,d that the pages give%n",
          group.kind().label(),
          group.language().label(),
          group.made(),
          group.offered());
    }
    if (made.made() < count) {
      to.printf(Locale.ROOT, "  fewer than --count %,d: the pages give no more%n", count);
    }
    if (!made.refused().isEmpty()) {
      to.println("pages refused: " + Counts.inWords(made.refused()));
    }
    to.flush();
  }
}
