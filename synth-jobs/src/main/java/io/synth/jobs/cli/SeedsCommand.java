package io.synth.jobs.cli;

import io.synth.SynthException;
import io.synth.jobs.LocalSources;
import io.synth.model.Quarantined;
import io.synth.model.Seed;
import io.synth.seed.SeedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code synth seeds}: what concerns seed files. */
@Command(
    name = "seeds",
    description = "Make and check seed files.",
    subcommands = {SeedsMakeCommand.class, SeedsCommand.Validate.class})
final class SeedsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "Name a command: make, validate");
  }

  /**
   * {@code synth seeds validate}: says of each line that cannot be used why, line by line, in
   * constant memory.
   */
  @Command(
      name = "validate",
      description = "Check a seed file line by line, without running anything.")
  static final class Validate implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Seed file (JSON Lines).")
    private Path file = Path.of("");

    @Option(
        names = "--graph",
        paramLabel = "DIR",
        description = "Folder of the knowledge graph, for seeds that name none.")
    private @Nullable String graph;

    @Option(
        names = "--most",
        paramLabel = "N",
        defaultValue = "100",
        description = "Print the first N problems only (default: 100).")
    private int most;

    private boolean allUsable = true;
    private long line;
    private long broken;
    private final Map<String, Integer> kinds = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
      Logging.toNowhere();
      if (!Files.isRegularFile(file)) {
        throw new SynthException(SynthException.Code.DATA, "there is no file " + file);
      }
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
      SeedReader reader = new SeedReader(new LocalSources(folder), graph);
      Text text = new Text();
      // Ends of lines are where the job sees them.
      try (LineReader lines = new LineReader(Files.newInputStream(file))) {
        while (lines.readLine(text) > 0) {
          read(reader, text.copyBytes());
        }
      }
      long good = kinds.values().stream().mapToLong(Integer::longValue).sum();
      System.out.println(
          good
              + " seeds"
              + (good == 0 ? "" : " (" + Counts.inWords(kinds) + ")")
              + ", "
              + broken
              + " lines that cannot be used");
      return allUsable && good > 0 ? 0 : SynthException.Code.DATA.exitCode();
    }

    private void read(SeedReader reader, byte[] bytes) {
      line++;
      if (!SeedReader.isBlank(bytes)) {
        boolean usable =
            reader
                .read(file.getFileName().toString(), line, bytes)
                .<Boolean>either(this::good, this::bad);
        allUsable &= usable;
      }
    }

    private boolean good(Seed seed) {
      kinds.merge(seed.kind().label(), 1, Integer::sum);
      return true;
    }

    private boolean bad(Quarantined row) {
      broken++;
      if (broken <= most) {
        System.out.println(
            row.source() + ":" + row.line() + ": " + row.code() + ": " + row.reason());
      } else if (broken == most + 1L) {
        System.out.println("... further problems are counted, not printed");
      }
      return false;
    }
  }
}
