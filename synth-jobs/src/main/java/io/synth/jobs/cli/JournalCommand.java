package io.synth.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import io.synth.codec.AvroShell;
import io.synth.jobs.RunJournal;
import io.synth.journal.Journal;
import io.synth.journal.JournalReader;
import io.synth.journal.SegmentSummary;
import io.synth.model.Completion;
import io.synth.model.Usage;
import io.synth.run.RunDataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code synth journal}: the replies of teachers that a run has paid for. */
@Command(
    name = "journal",
    description = "Look at the teachers' replies that a run has paid for.",
    subcommands = {
      JournalCommand.ListSegments.class,
      JournalCommand.Verify.class,
      JournalCommand.Compact.class,
      JournalCommand.Export.class
    })
final class JournalCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Name a command: list, verify, compact or export");
  }

  /** The run whose journal it is. */
  static final class OfRun {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
        names = "--run",
        paramLabel = "DIR",
        required = true,
        description = "Folder of the run.")
    private String folder = "";

    String folder() {
      Logging.toNowhere();
      return folder;
    }

    Journal journal() {
      return RunJournal.of(folder());
    }

    PrintWriter out() {
      return Objects.requireNonNull(spec).commandLine().getOut();
    }
  }

  /** {@code synth journal list}. */
  @Command(
      name = "list",
      description = "List the journal's segments: replies, tokens, cost and when they came.")
  static final class ListSegments implements Callable<Integer> {
    private static final String LINE = "%-20s %9s %14s %10s  %-20s  %s%n";

    @Mixin private OfRun run = new OfRun();

    @Option(
        names = "--most",
        paramLabel = "N",
        defaultValue = "100",
        description = "List the first N (default: 100); the sum is of all.")
    private int most;

    @Override
    public Integer call() {
      Journal journal = run.journal();
      PrintWriter out = run.out();
      Usage sum = Usage.NONE;
      int listed = 0;
      out.printf(Locale.ROOT, LINE, "segment", "replies", "tokens", "USD", "last reply", "");
      for (org.apache.hadoop.fs.Path segment : journal.segments()) {
        SegmentSummary of = journal.summary(segment);
        sum = sum.plus(of.usage());
        if (listed++ < most) {
          String last =
              of.completions() == 0
                  ? "-"
                  : Instant.ofEpochMilli(of.lastAt()).truncatedTo(ChronoUnit.SECONDS).toString();
          out.printf(
              Locale.ROOT,
              LINE,
              shortName(of.name()),
              count(of.completions()),
              count(tokens(of.usage())),
              usd(of.usage()),
              last,
              state(of));
        }
      }
      if (listed > most) {
        out.println("... and " + count(listed - (long) most) + " more");
      }
      out.printf(
          Locale.ROOT,
          LINE,
          count(listed) + " in all",
          count(sum.calls()),
          count(tokens(sum)),
          usd(sum),
          "",
          "");
      return 0;
    }

    /** {@code generate-3-6f9619ff} of {@code generate-3-6f9619ff-8b86-….avro}. */
    private static String shortName(String name) {
      return name.replaceFirst("^([a-z0-9_]+-\\d+-[0-9a-f]{8})-.*", "$1");
    }

    private static String state(SegmentSummary of) {
      return of.damage() != null
          ? "damaged"
          : of.torn() > 0 ? "torn end, " + of.torn() + " bytes" : "";
    }

    private static long tokens(Usage usage) {
      return usage.promptTokens() + usage.completionTokens();
    }

    private static String count(long number) {
      return String.format(Locale.ROOT, "%,d", number);
    }

    private static String usd(Usage usage) {
      return String.format(Locale.ROOT, "%.4f", usage.costUsd());
    }
  }

  /** {@code synth journal verify}. */
  @Command(
      name = "verify",
      description = {
        "Read every reply. A torn end, as a killed process leaves it, is no fault; damage before it is."
      })
  static final class Verify implements Callable<Integer> {
    @Mixin private OfRun run = new OfRun();

    @Override
    public Integer call() {
      Journal journal = run.journal();
      long replies = 0;
      int segments = 0;
      int torn = 0;
      int damaged = 0;
      for (org.apache.hadoop.fs.Path segment : journal.segments()) {
        SegmentSummary of = journal.summary(segment);
        segments++;
        replies += of.completions();
        torn += of.torn() > 0 && of.damage() == null ? 1 : 0;
        if (of.damage() != null) {
          damaged++;
          run.out().println(of.damage());
        }
      }
      run.out()
          .printf(
              Locale.ROOT,
              "%,d replies in %,d segments, %,d with a torn end, %,d damaged%n",
              replies,
              segments,
              torn,
              damaged);
      return damaged == 0 ? 0 : SynthException.Code.DATA.exitCode();
    }
  }

  /** {@code synth journal compact}. */
  @Command(
      name = "compact",
      description = {
        "Make one segment of those of each group, without torn ends and second replies to the same"
            + " request. Not while the run works."
      })
  static final class Compact implements Callable<Integer> {
    @Mixin private OfRun run = new OfRun();

    @Override
    public Integer call() {
      Journal.Compacted done = RunJournal.compact(run.folder());
      run.out()
          .printf(
              Locale.ROOT,
              "%,d segments became %,d; %,d replies kept, %,d second ones dropped%n",
              done.before(),
              done.after(),
              done.completions(),
              done.dropped());
      return 0;
    }
  }

  /** {@code synth journal export}. */
  @Command(
      name = "export",
      description = "Write replies as JSON Lines, fields as in the dataset completions.")
  static final class Export implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin private OfRun run = new OfRun();

    @Option(names = "--out", paramLabel = "FILE", description = "File (default: the terminal).")
    private @Nullable Path file;

    @Option(
        names = "--step",
        paramLabel = "STEP",
        description = "Only those of ingest, generate or check.")
    private @Nullable String step;

    @Option(names = "--item", paramLabel = "ID", description = "Only those of one item.")
    private @Nullable String item;

    @Override
    public Integer call() throws IOException {
      Journal journal = run.journal();
      if (file == null) {
        write(journal, run.out());
        return 0;
      }
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, UTF_8))) {
        write(journal, out);
        if (out.checkError()) {
          throw new SynthException(SynthException.Code.DATA, "cannot write " + file);
        }
      }
      return 0;
    }

    private void write(Journal journal, PrintWriter out) throws IOException {
      for (org.apache.hadoop.fs.Path segment : journal.segments()) {
        try (JournalReader reader = journal.reader(segment)) {
          while (reader.hasNext()) {
            Completion completion = reader.next();
            if ((step == null || step.equals(completion.step()))
                && (item == null || item.equals(completion.itemId()))) {
              out.print(json(completion));
              out.print('\n');
            }
          }
        }
      }
      out.flush();
    }

    private static String json(Completion completion) throws IOException {
      ObjectNode row =
          (ObjectNode)
              JSON.readTree(
                  RunDataset.COMPLETIONS.codec().write(completion, AvroShell.INSTANCE).toString());
      row.set("reply", JSON.readTree(completion.reply()));
      return JSON.writeValueAsString(row);
    }
  }
}
