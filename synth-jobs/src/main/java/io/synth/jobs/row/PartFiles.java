package io.synth.jobs.row;

import io.synth.codec.ParquetFileWriter;
import io.synth.run.RunDataset;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Writes a dataset of a run, one Parquet file for each partition, with nothing else in its folder:
 * each file is written under a name of its own and renamed into place, so an attempt that is lost
 * or comes twice leaves no trace.
 */
public final class PartFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final SerializableConfiguration hadoop;

  /**
   * @param run address of the run's folder
   */
  public PartFiles(String run, Configuration hadoop) {
    this.run = run;
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  /** Replaces the dataset by these records; returns how many there are. */
  public <T extends Record> long write(JavaRDD<T> records, RunDataset<T> dataset)
      throws IOException {
    Path folder = new Path(run, dataset.folder());
    files(folder).delete(folder, true);
    files(folder).mkdirs(folder);
    return records
        .mapPartitionsWithIndex(
            (index, rows) ->
                java.util.List.of(new Tuple2<>(index, write(dataset, index, rows))).iterator(),
            true)
        .map(Tuple2::_2)
        .fold(0L, Long::sum);
  }

  private <T extends Record> long write(RunDataset<T> dataset, int index, Iterator<T> rows)
      throws IOException {
    Path target =
        new Path(
            new Path(run, dataset.folder()),
            String.format(Locale.ROOT, "part-%06d.parquet", index));
    if (!rows.hasNext() && index > 0) {
      return 0;
    }
    Path work = new Path(run, "_work/" + UUID.randomUUID());
    Path file = new Path(work, target.getName());
    long count = 0;
    try {
      try (ParquetFileWriter<T> writer =
          new ParquetFileWriter<>(dataset.codec(), file, hadoop.value())) {
        while (rows.hasNext()) {
          writer.write(rows.next());
          count++;
        }
      }
      if (!files(target).exists(target)
          && !files(target).rename(file, target)
          && !files(target).exists(target)) {
        throw new IOException("cannot move " + file + " to " + target);
      }
    } finally {
      files(work).delete(work, true);
    }
    return count;
  }

  private FileSystem files(Path path) throws IOException {
    return RunFolder.files(path, hadoop.value());
  }
}
