package io.synth.codec;

import java.io.Closeable;
import java.io.IOException;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
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
    this.codec = codec;
    Configuration configuration = new Configuration(hadoop);
    AvroReadSupport.setAvroReadSchema(configuration, codec.schema());
    this.reader =
        AvroParquetReader.<Object>builder(HadoopInputFile.fromPath(file, configuration))
            .withDataModel(GenericData.get())
            .withConf(configuration)
            .build();
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
