package io.synth.jobs;

import io.synth.config.SynthConfig;
import io.synth.jobs.row.Rows;
import io.synth.jobs.row.SortedRows;
import io.synth.run.RunDataset;
import io.synth.run.RunFolder;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a job works with on the driver.
 *
 * @param worker what its tasks on the executors work with
 */
record JobContext(SparkSession spark, SynthConfig config, RunFolder run, WorkerSpec worker) {
  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** A dataset of the run as Spark reads it; empty where it has no files. */
  Dataset<Row> rows(RunDataset<?> dataset) {
    String[] parts = run.parts(dataset).stream().map(Path::toString).toArray(String[]::new);
    return parts.length == 0
        ? spark.createDataFrame(java.util.List.of(), Rows.of(dataset).schema())
        : spark.read().schema(Rows.of(dataset).schema()).parquet(parts);
  }

  /** A dataset of the run as records. */
  <T extends Record> JavaRDD<T> records(RunDataset<T> dataset) {
    Rows<T> rows = Rows.of(dataset);
    return rows(dataset).javaRDD().map(rows::record);
  }

  /** Number of rows of a dataset. */
  long count(RunDataset<?> dataset) {
    return rows(dataset).count();
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
