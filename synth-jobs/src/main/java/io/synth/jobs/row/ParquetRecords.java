package io.synth.jobs.row;

import com.google.common.collect.AbstractIterator;
import io.synth.codec.ParquetFileReader;
import io.synth.run.RunDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/** The records of one file of a dataset within a Spark task, which closes the file at its end. */
public final class ParquetRecords {
  private ParquetRecords() {}

  /**
   * Opens a file.
   *
   * @param unread long columns that are not read: they come empty
   * @throws UncheckedIOException when it cannot be read
   */
  public static <T extends Record> Iterator<T> of(
      RunDataset<T> dataset, String file, Configuration hadoop, Set<String> unread) {
    ParquetFileReader<T> reader;
    try {
      reader = new ParquetFileReader<>(dataset.codec(), new Path(file), hadoop, unread);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    TaskContext.get()
        .<Void>addTaskCompletionListener(
            task -> {
              close(reader, file);
              return null;
            });
    return new AbstractIterator<>() {
      @Override
      protected @Nullable T computeNext() {
        try {
          T next = reader.next();
          if (next == null) {
            reader.close();
            return endOfData();
          }
          return next;
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
    };
  }

  private static void close(ParquetFileReader<?> reader, String file) {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UncheckedIOException unreadable(String file, IOException e) {
    return new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
  }
}
