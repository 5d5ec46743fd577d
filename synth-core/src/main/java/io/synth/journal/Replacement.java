package io.synth.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * One segment that takes the place of others, so that who reads the journal sees either it or them,
 * never both and never neither, whenever the process is killed. Nothing is renamed, as an object
 * store would have to copy for it.
 *
 * <p>Beside the segment {@code NAME} lies a list {@code NAME.replaces} of the others' names: as
 * long as it is there and {@code NAME.whole} is not, {@code NAME} does not count; once that is
 * there too, the others do not.
 */
final class Replacement {
  private static final String LIST = ".replaces";
  private static final String WHOLE = ".whole";

  private final FileSystem files;
  private final Path segment;
  private final Set<String> replaced;

  private Replacement(FileSystem files, Path segment, Set<String> replaced) {
    this.files = files;
    this.segment = segment;
    this.replaced = replaced;
  }

  /** The segment may be written after this. */
  static Replacement begin(FileSystem files, Path segment, List<Path> replaced) throws IOException {
    Set<String> names = replaced.stream().map(Path::getName).collect(Collectors.toSet());
    note(files, segment.suffix(LIST), String.join("\n", names));
    return new Replacement(files, segment, names);
  }

  /** The segment is whole and durable: it counts from here on, and the others go. */
  void complete() throws IOException {
    note(files, segment.suffix(WHOLE), "");
    end(files, segment, replaced);
  }

  private static void end(FileSystem files, Path segment, Set<String> losers) throws IOException {
    for (String name : losers) {
      files.delete(new Path(segment.getParent(), name), false);
    }
    // In this order: the list alone would take the segment away.
    files.delete(segment.suffix(LIST), false);
    files.delete(segment.suffix(WHOLE), false);
  }

  /**
   * Of the files in a journal's folder the segments that do not count.
   *
   * @param names all files of the folder
   */
  static Set<String> losers(FileSystem files, Path folder, Set<String> names) throws IOException {
    Set<String> losers = new HashSet<>();
    for (String name : names) {
      if (name.endsWith(LIST)) {
        losers.addAll(losersBy(files, new Path(folder, name), names));
      }
    }
    return losers;
  }

  /** Brings to its end, or takes back, what a process left that was killed. */
  static void finish(FileSystem files, Path folder, Set<String> names) throws IOException {
    for (String name : names) {
      if (name.endsWith(LIST)) {
        Path list = new Path(folder, name);
        Path segment = new Path(folder, segmentOf(name, LIST));
        end(files, segment, losersBy(files, list, names));
      } else if (name.endsWith(WHOLE) && !names.contains(segmentOf(name, WHOLE) + LIST)) {
        files.delete(new Path(folder, name), false);
      }
    }
  }

  private static Set<String> losersBy(FileSystem files, Path list, Set<String> names)
      throws IOException {
    String segment = segmentOf(list.getName(), LIST);
    // A list that was cut off is not read: nothing was written after it.
    return names.contains(segment + WHOLE) ? read(files, list) : Set.of(segment);
  }

  private static Set<String> read(FileSystem files, Path list) throws IOException {
    try (var in = files.open(list)) {
      return new String(in.readAllBytes(), UTF_8).lines().collect(Collectors.toSet());
    }
  }

  private static void note(FileSystem files, Path path, String text) throws IOException {
    try (FSDataOutputStream out = files.create(path, false)) {
      out.write(text.getBytes(UTF_8));
      if (out.hasCapability(StreamCapabilities.HSYNC)) {
        out.hsync();
      }
    }
    SegmentFile.syncFolder(files, path.getParent());
  }

  private static String segmentOf(String note, String ending) {
    return note.substring(0, note.length() - ending.length());
  }
}
