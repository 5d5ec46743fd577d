package io.synth.journal;

import io.synth.SynthException;
import io.synth.model.Completion;
import io.synth.model.Spent;
import io.synth.model.Usage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder of journal segments, Avro container files that each one task attempt wrote. Segments are
 * only ever added to by their writer. Thread-safe.
 */
public final class Journal {
  private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9_]*");
  static final String ENDING = ".avro";

  private final FileSystem files;
  private final Path folder;
  private final SegmentLimits limits;
  private final Clock clock;

  private Journal(FileSystem files, Path folder, SegmentLimits limits, Clock clock) {
    this.files = files;
    this.folder = folder;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Opens the folder, which need not exist yet, to read, or to write segments of the default
   * limits.
   *
   * @throws SynthException when the file system cannot be reached
   */
  public static Journal open(String folder, Configuration configuration) {
    return open(folder, configuration, SegmentLimits.DEFAULT, Clock.systemUTC());
  }

  /**
   * Opens the folder, which need not exist yet.
   *
   * @param folder path or URI on any Hadoop file system
   * @param limits when a segment is followed by the next one
   * @throws SynthException when the file system cannot be reached
   */
  public static Journal open(
      String folder, Configuration configuration, SegmentLimits limits, Clock clock) {
    Path path = new Path(folder);
    try {
      FileSystem files = path.getFileSystem(configuration);
      if (files instanceof LocalFileSystem local) {
        // The checksummed one keeps a partial chunk back at hsync, and litters .crc files.
        files = local.getRawFileSystem();
      }
      return new Journal(files, files.makeQualified(path), limits, clock);
    } catch (IOException e) {
      throw failure("cannot open the journal " + folder, e);
    }
  }

  /**
   * A writer of new segments; the first one's file appears with the first completion.
   *
   * @param step the job: {@code ingest}, {@code generate} or {@code check}
   * @param partition number of the partition that is worked on
   */
  public JournalWriter writer(String step, int partition) {
    if (!STEP.matcher(step).matches() || partition < 0) {
      throw new IllegalArgumentException(
          "a segment needs a step such as 'generate' and a partition from 0, not '"
              + step
              + "' and "
              + partition);
    }
    String group = step + "-" + partition;
    return new JournalWriter(
        files,
        () -> new Path(folder, group + "-" + UUID.randomUUID() + ENDING),
        limits,
        clock,
        group);
  }

  /**
   * The segments there are, sorted by name.
   *
   * @throws SynthException when the folder cannot be listed
   */
  public List<Path> segments() {
    SortedSet<String> names = names();
    try {
      Set<String> losers = Replacement.losers(files, folder, names);
      return names.stream()
          .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
          .filter(name -> !losers.contains(name))
          .map(name -> new Path(folder, name))
          .toList();
    } catch (IOException e) {
      throw failure("cannot list the journal " + folder, e);
    }
  }

  private SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    try {
      for (FileStatus file : files.listStatus(folder)) {
        if (file.isFile()) {
          names.add(file.getPath().getName());
        }
      }
    } catch (FileNotFoundException e) {
      return names;
    } catch (IOException e) {
      throw failure("cannot list the journal " + folder, e);
    }
    return names;
  }

  /**
   * The segments that writers made for one partition of a step, sorted by name.
   *
   * @throws SynthException when the folder cannot be listed
   */
  public List<Path> segments(String step, int partition) {
    String beginning = step + "-" + partition + "-";
    return segments().stream().filter(segment -> segment.getName().startsWith(beginning)).toList();
  }

  /**
   * Reads a segment.
   *
   * @throws SynthException when it cannot be opened
   */
  public JournalReader reader(Path segment) {
    return new JournalReader(files, segment);
  }

  /** What counts against budgets of a segment, by teacher. */
  public SortedMap<String, Spent> spent(Path segment) {
    SortedMap<String, Spent> spent = new TreeMap<>();
    try (JournalReader reader = reader(segment)) {
      while (reader.hasNext()) {
        Completion completion = reader.next();
        spent.merge(completion.teacher(), completion.spent(), Spent::plus);
      }
    }
    return spent;
  }

  /**
   * What a segment holds, read from its first byte to its last.
   *
   * @throws SynthException when it cannot be opened
   */
  public SegmentSummary summary(Path segment) {
    long completions = 0;
    Usage usage = Usage.NONE;
    long firstAt = Long.MAX_VALUE;
    long lastAt = 0;
    @Nullable String damage = null;
    try (JournalReader reader = reader(segment)) {
      try {
        while (reader.hasNext()) {
          Completion completion = reader.next();
          completions++;
          usage = usage.plus(completion.usage());
          firstAt = Math.min(firstAt, completion.receivedAt());
          lastAt = Math.max(lastAt, completion.receivedAt());
        }
      } catch (SynthException e) {
        damage = e.getMessage();
      }
      return new SegmentSummary(
          segment.getName(),
          files.getFileStatus(segment).getLen(),
          completions,
          usage,
          completions == 0 ? 0 : firstAt,
          lastAt,
          reader.droppedBytes(),
          damage);
    } catch (IOException e) {
      throw failure("cannot read the journal segment " + segment, e);
    }
  }

  /**
   * What a compaction did.
   *
   * @param before segments there were
   * @param after segments there are
   * @param completions replies that are kept
   * @param dropped replies to a request that has an earlier one
   */
  public record Compacted(int before, int after, long completions, long dropped) {}

  /**
   * Makes one segment of those of each group, without torn ends and without a second reply to the
   * same request. Memory grows with the calls of one group. Nobody may write meanwhile. One that is
   * killed at any moment leaves a journal that holds the same, and the next one ends its work.
   *
   * @throws SynthException at a damaged segment, which stays as it is, as those after it do
   */
  public Compacted compact() {
    try {
      Replacement.finish(files, folder, names());
    } catch (IOException e) {
      throw failure("cannot end an earlier compaction of the journal " + folder, e);
    }
    return new Compaction(files, this).run();
  }

  static SynthException failure(String what, IOException e) {
    return new SynthException(
        SynthException.Code.DATA,
        what + ": " + e.getClass().getSimpleName() + ": " + e.getMessage(),
        e);
  }
}
