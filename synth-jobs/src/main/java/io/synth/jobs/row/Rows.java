package io.synth.jobs.row;

import io.synth.codec.RecordCodec;
import io.synth.run.RunDataset;
import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of one dataset of a run: records to Spark's rows and back. Serializable: it travels by the dataset's place in the
 * catalogue.
 *
 * @param <T> the record
 */
public final class Rows<T extends Record> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int place;

  private Rows(int place) {
    this.place = place;
  }

  /** The rows of a dataset of the catalogue. */
  public static <T extends Record> Rows<T> of(RunDataset<T> dataset) {
    return new Rows<>(RunDataset.ALL.indexOf(dataset));
  }

  @SuppressWarnings("unchecked")
  private RecordCodec<T> codec() {
    return (RecordCodec<T>) RunDataset.ALL.get(place).codec();
  }

  public StructType schema() {
    return SparkSchema.of(codec().schema());
  }

  public Row row(T record) {
    return (Row) codec().write(record, RowShell.INSTANCE);
  }

  public T record(Row row) {
    return codec().read(row, RowShell.INSTANCE);
  }
}
