package io.synth.jobs.row;

import com.google.common.collect.Iterators;
import io.synth.run.RunDataset;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;

/**
 * Writes rows that come in no order: spread over files by the hash of their keys, sorted within
 * each. The files are the same at any parallelism.
 */
public final class SortedRows {
  private final String run;
  private final Configuration hadoop;

  /**
   * @param run address of the run's folder
   */
  public SortedRows(String run, Configuration hadoop) {
    this.run = run;
    this.hadoop = hadoop;
  }

  /**
   * Replaces a dataset.
   *
   * @param rows key, once each, and encoded record
   * @param files number of files; it must depend on nothing but the data
   */
  public <T extends Record> void write(
      JavaPairRDD<String, byte[]> rows, RunDataset<T> dataset, int files) throws IOException {
    new PartFiles(run, hadoop)
        .write(
            rows.repartitionAndSortWithinPartitions(new HashPartitioner(files))
                .mapPartitions(
                    sorted -> Iterators.transform(sorted, row -> dataset.decode(row._2()))),
            dataset);
  }
}
