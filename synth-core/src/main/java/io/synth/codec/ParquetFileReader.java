package io.synth.codec;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one Parquet file, whoever wrote it, row by row. Not thread-safe.
 *
 * @param <T> the record
 */
public final class ParquetFileReader<T extends Record> implements Closeable {
  private final RecordCodec<T> codec;
  private final ParquetReader<Object> reader;

  public ParquetFileReader(RecordCodec<T> codec, Path file, Configuration hadoop)
      throws IOException {
    this(codec, file, hadoop, Set.of());
  }

  /**
   * Opens a file of which not every column is read.
   *
   * @param unread names of texts and lists that are not read: they come empty
   */
  public ParquetFileReader(
      RecordCodec<T> codec, Path file, Configuration hadoop, Set<String> unread)
      throws IOException {
    this.codec = codec;
    Configuration configuration = new Configuration(hadoop);
    if (unread.isEmpty()) {
      AvroReadSupport.setAvroReadSchema(configuration, codec.schema());
    } else {
      // A projection names a list's levels as the writer did.
      configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
      AvroReadSupport.setRequestedProjection(configuration, projection(codec.schema(), unread));
      AvroReadSupport.setAvroReadSchema(configuration, withEmpty(codec.schema(), unread));
    }
    this.reader =
        AvroParquetReader.<Object>builder(HadoopInputFile.fromPath(file, configuration))
            .withDataModel(GenericData.get())
            .withConf(configuration)
            .build();
  }

  private static Schema projection(Schema schema, Set<String> unread) {
    List<Schema.Field> read = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      if (!unread.contains(field.name())) {
        read.add(new Schema.Field(field, field.schema()));
      }
    }
    return like(schema, read);
  }

  /** Avro fills what a file lacks with the default of the reader's schema. */
  private static Schema withEmpty(Schema schema, Set<String> unread) {
    List<Schema.Field> fields = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(unread);
    for (Schema.Field field : schema.getFields()) {
      fields.add(
          unknown.remove(field.name())
              ? new Schema.Field(field.name(), field.schema(), field.doc(), empty(field))
              : new Schema.Field(field, field.schema()));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(schema.getName() + " has no column " + unknown);
    }
    return like(schema, fields);
  }

  private static Object empty(Schema.Field field) {
    return switch (field.schema().getType()) {
      case STRING -> "";
      case ARRAY -> List.of();
      case RECORD, ENUM, MAP, UNION, FIXED, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
          throw new IllegalArgumentException(
              "the column " + field.name() + " is neither text nor list: it has to be read");
    };
  }

  private static Schema like(Schema schema, List<Schema.Field> fields) {
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  /** Number of rows of a file, from its footer. */
  public static long rows(Path file, Configuration hadoop) throws IOException {
    try (org.apache.parquet.hadoop.ParquetFileReader footer =
        org.apache.parquet.hadoop.ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      return footer.getRecordCount();
    }
  }

  /** The next record; null at the end. */
  public @Nullable T next() throws IOException {
    Object row = reader.read();
    return row == null ? null : codec.read(row, AvroShell.INSTANCE);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
