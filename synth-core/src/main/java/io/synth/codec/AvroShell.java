package io.synth.codec;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Rows as Avro's generic records. */
public final class AvroShell implements RecordCodec.Shell {
  public static final AvroShell INSTANCE = new AvroShell();

  private AvroShell() {}

  @Override
  public Object record(Schema schema, @Nullable Object[] values) {
    GenericData.Record record = new GenericData.Record(schema);
    for (int i = 0; i < values.length; i++) {
      record.put(i, values[i]);
    }
    return record;
  }

  @Override
  public Object list(Schema schema, List<Object> elements) {
    return new GenericData.Array<>(schema, elements);
  }

  @Override
  public @Nullable Object field(Object record, int index) {
    return ((IndexedRecord) record).get(index);
  }

  @Override
  public List<?> elements(Object list) {
    return (List<?>) list;
  }
}
