package io.synth.jobs;

import com.google.common.collect.Iterators;
import io.synth.batch.Batches;
import io.synth.codec.ParquetFileReader;
import io.synth.config.SynthConfig;
import io.synth.jobs.row.ParquetRecords;
import io.synth.jobs.row.SortedRows;
import io.synth.run.RunDataset;
import io.synth.run.RunFolder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What a job works with on the driver.
 *
 * @param worker what its tasks on the executors work with
 * @param batches has calls answered that are put off; null where none are
 */
record JobContext(
    SparkSession spark,
    SynthConfig config,
    RunFolder run,
    WorkerSpec worker,
    @Nullable Batches batches) {
  private static final int MOST_PARTITIONS = 10_000;

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** A dataset of the run; empty where it has no files. */
  <T extends Record> JavaRDD<T> records(RunDataset<T> dataset) {
    return records(dataset, Set.of());
  }

  /** A dataset of the run whose long columns are not read: they come empty. */
  <T extends Record> JavaRDD<T> withoutLongColumns(RunDataset<T> dataset) {
    return records(dataset, dataset.longColumns());
  }

  /**
   * Read file by file rather than as Spark SQL does: the files are small by design, a group each,
   * and records need no plan, no row format in between and no generated code.
   */
  private <T extends Record> JavaRDD<T> records(RunDataset<T> dataset, Set<String> unread) {
    SerializableConfiguration hadoop = hadoop();
    return files(dataset)
        .mapPartitions(
            files ->
                Iterators.concat(
                    Iterators.transform(
                        files, file -> ParquetRecords.of(dataset, file, hadoop.value(), unread))));
  }

  /** Number of rows of a dataset, from the footers of its files. */
  long count(RunDataset<?> dataset) {
    SerializableConfiguration hadoop = hadoop();
    return files(dataset)
        .map(file -> ParquetFileReader.rows(new Path(file), hadoop.value()))
        .fold(0L, Long::sum);
  }

  private JavaRDD<String> files(RunDataset<?> dataset) {
    List<String> files = run.parts(dataset).stream().map(Path::toString).toList();
    return files.isEmpty()
        ? context().emptyRDD()
        : context().parallelize(files, Math.min(files.size(), MOST_PARTITIONS));
  }

  private SerializableConfiguration hadoop() {
    return new SerializableConfiguration(context().hadoopConfiguration());
  }

  /** Replaces a dataset; see {@link SortedRows#write}. */
  <T extends Record> void write(JavaPairRDD<String, byte[]> rows, RunDataset<T> dataset, int files)
      throws IOException {
    new SortedRows(run.address(), context().hadoopConfiguration()).write(rows, dataset, files);
  }

  /** Groups of a size, at least one. */
  static int groups(long items, int size) {
    return Math.toIntExact(Math.max(1, (items + size - 1) / size));
  }
}
