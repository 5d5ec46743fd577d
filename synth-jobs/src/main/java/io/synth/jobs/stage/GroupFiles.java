package io.synth.jobs.stage;

import io.synth.codec.ParquetFileWriter;
import io.synth.run.RunDataset;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The output files of one group: written under a name of their own, then renamed into place, the
 * first dataset's last. Where that one stands, the group is committed; a twin of the same group
 * that comes later is thrown away. Not thread-safe.
 */
final class GroupFiles {
  private final FileSystem files;
  private final Path run;
  private final Path work;
  private final int group;
  private final List<Open<?>> open = new ArrayList<>();

  private record Open<T extends Record>(
      RunDataset<T> dataset, Path file, ParquetFileWriter<T> writer) {
    @SuppressWarnings("unchecked")
    void write(Record row) throws IOException {
      writer.write((T) row);
    }
  }

  /**
   * @param datasets the first one's file is the mark of the commit
   */
  GroupFiles(Path run, List<RunDataset<?>> datasets, int group, Configuration hadoop)
      throws IOException {
    this.files = RunFolder.files(run, hadoop);
    this.run = run;
    this.group = group;
    this.work = new Path(run, "_work/" + UUID.randomUUID());
    for (RunDataset<?> dataset : datasets) {
      open.add(open(dataset, hadoop));
    }
  }

  private <T extends Record> Open<T> open(RunDataset<T> dataset, Configuration hadoop)
      throws IOException {
    Path file = new Path(work, dataset.folder().replace('/', '-') + ".parquet");
    return new Open<>(dataset, file, new ParquetFileWriter<>(dataset.codec(), file, hadoop));
  }

  /** File of a group within a dataset's folder. */
  static String name(int group) {
    return String.format(java.util.Locale.ROOT, "part-%06d.parquet", group);
  }

  void write(ItemRows rows) throws IOException {
    for (ItemRows.Placed<?> placed : rows.placed()) {
      for (Open<?> target : open) {
        if (target.dataset().equals(placed.dataset())) {
          target.write(placed.row());
        }
      }
    }
  }

  /** Closes the files and puts them into place. */
  void commit() throws IOException {
    for (Open<?> target : open) {
      target.writer().close();
    }
    for (int i = open.size() - 1; i >= 0; i--) {
      Open<?> target = open.get(i);
      Path folder = new Path(run, target.dataset().folder());
      Path place = new Path(folder, name(group));
      files.mkdirs(folder);
      if (i > 0) {
        // Left by an attempt that ended between two renames; the same rows.
        files.delete(place, false);
      }
      if (!files.exists(place) && !files.rename(target.file(), place) && !files.exists(place)) {
        throw new IOException("cannot move " + target.file() + " to " + place);
      }
    }
    files.delete(work, true);
  }

  /** Throws the files away; how they close no longer matters. */
  void abandon() throws IOException {
    for (Open<?> target : open) {
      try {
        target.writer().close();
      } catch (IOException | RuntimeException e) {
        // It is thrown away: how it closes does not matter.
      }
    }
    files.delete(work, true);
  }
}
