package io.synth.jobs.row;

import io.synth.codec.RecordCodec;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as Spark's. */
final class RowShell implements RecordCodec.Shell {
  static final RowShell INSTANCE = new RowShell();

  private RowShell() {}

  @Override
  public Object record(Schema schema, @Nullable Object[] values) {
    return RowFactory.create(values);
  }

  @Override
  public Object list(Schema schema, List<Object> elements) {
    return CollectionConverters.asScala(elements).toSeq();
  }

  @Override
  public @Nullable Object field(Object record, int index) {
    return ((Row) record).get(index);
  }

  @Override
  public List<?> elements(Object list) {
    return CollectionConverters.asJava((Seq<?>) list);
  }
}
