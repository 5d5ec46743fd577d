package io.synth.jobs.stage;

import io.synth.codec.ParquetFileWriter;
import io.synth.run.RunDataset;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The output files of one group: written under a name of their own, then renamed into place, the
 * first dataset's last. Where that one stands, the group is committed; a twin of the same group
 * that comes later is thrown away. Two must not commit at once: see {@link CommitRight}. Not
 * thread-safe.
 */
final class GroupFiles {
  private final FileSystem files;
  private final Path run;
  private final Path work;
  private final List<RunDataset<?>> datasets;
  private final int group;
  private final Configuration hadoop;
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
    this.datasets = datasets;
    this.group = group;
    this.hadoop = hadoop;
    this.work = new Path(run, "_work/" + UUID.randomUUID());
  }

  /** Whether the group is committed already. */
  boolean committed() throws IOException {
    return files.exists(place(datasets.get(0)));
  }

  private Path place(RunDataset<?> dataset) {
    return new Path(new Path(run, dataset.folder()), name(group));
  }

  /** Makes the files, to be written to. */
  void open() throws IOException {
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

  /** Closes the files and puts them into place, unless the group is committed already. */
  void commit() throws IOException {
    for (Open<?> target : open) {
      target.writer().close();
    }
    if (!committed()) {
      for (int i = open.size() - 1; i >= 0; i--) {
        Open<?> target = open.get(i);
        Path place = place(target.dataset());
        files.mkdirs(place.getParent());
        // What an attempt left that ended between two renames is replaced: never is one missing.
        replace(target.file(), place);
      }
    }
    files.delete(work, true);
  }

  private void replace(Path from, Path to) throws IOException {
    if (files instanceof RawLocalFileSystem) {
      if (!files.rename(from, to)) {
        throw new IOException("cannot move " + from + " to " + to);
      }
    } else {
      FileContext.getFileContext(files.getUri(), hadoop).rename(from, to, Options.Rename.OVERWRITE);
    }
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
