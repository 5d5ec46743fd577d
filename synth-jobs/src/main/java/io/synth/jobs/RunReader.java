package io.synth.jobs;

import io.synth.SynthException;
import io.synth.codec.ParquetFileReader;
import io.synth.run.RunDataset;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Looks into a run's datasets row by row, without Spark. */
public final class RunReader {
  private final RunFolder run;
  private final Configuration hadoop;

  private RunReader(RunFolder run, Configuration hadoop) {
    this.run = run;
    this.hadoop = hadoop;
  }

  /**
   * Opens a run.
   *
   * @throws SynthException when the folder holds none
   */
  public static RunReader open(String folder) {
    Configuration hadoop = new Configuration();
    RunFolder run = RunFolder.at(folder, hadoop);
    if (run.read(RunDriver.CONFIG_FILE).isEmpty()) {
      throw new SynthException(
          SynthException.Code.DATA, folder + " holds no run: it has no " + RunDriver.CONFIG_FILE);
    }
    return new RunReader(run, hadoop);
  }

  /** The first row that fits. */
  public <T extends Record> Optional<T> first(RunDataset<T> dataset, Predicate<T> fits)
      throws IOException {
    List<T> found = all(dataset, fits, 1);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  /** The rows that fit, the first of them. */
  public <T extends Record> List<T> all(RunDataset<T> dataset, Predicate<T> fits, int most)
      throws IOException {
    List<T> found = new ArrayList<>();
    for (Path part : run.parts(dataset)) {
      try (ParquetFileReader<T> rows = new ParquetFileReader<>(dataset.codec(), part, hadoop)) {
        for (@Nullable T row = rows.next(); row != null && found.size() < most; row = rows.next()) {
          if (fits.test(row)) {
            found.add(row);
          }
        }
      }
      if (found.size() >= most) {
        break;
      }
    }
    return found;
  }
}
