package io.synth.jobs.row;

import io.synth.run.RunDataset;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of one dataset of a run: records to Spark's rows and back.
 *
 * @param <T> the record
 */
public record Rows<T extends Record>(RunDataset<T> dataset) implements Serializable {

  /** The rows of a dataset of the catalogue. */
  public static <T extends Record> Rows<T> of(RunDataset<T> dataset) {
    return new Rows<>(dataset);
  }

  public StructType schema() {
    return SparkSchema.of(dataset.codec().schema());
  }

  public Row row(T record) {
    return (Row) dataset.codec().write(record, RowShell.INSTANCE);
  }

  public T record(Row row) {
    return dataset.codec().read(row, RowShell.INSTANCE);
  }
}
