package io.synth.codec;

import java.io.Closeable;
import java.io.IOException;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/**
 * Writes records to one Parquet file with the layout that Spark writes: three-level lists, required
 * fields where the schema allows no null. Rows are held in memory up to a row group of 32 MiB. Not
 * thread-safe.
 *
 * @param <T> the record
 */
public final class ParquetFileWriter<T extends Record> implements Closeable {
  private static final long ROW_GROUP_BYTES = 32L << 20;

  private final RecordCodec<T> codec;
  private final ParquetWriter<Object> writer;

  /** Opens a new file; an existing one is overwritten. */
  public ParquetFileWriter(RecordCodec<T> codec, Path file, Configuration hadoop)
      throws IOException {
    this.codec = codec;
    Configuration configuration = new Configuration(hadoop);
    configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
    this.writer =
        AvroParquetWriter.<Object>builder(HadoopOutputFile.fromPath(file, configuration))
            .withSchema(codec.schema())
            .withDataModel(GenericData.get())
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withWriteMode(org.apache.parquet.hadoop.ParquetFileWriter.Mode.OVERWRITE)
            .build();
  }

  public void write(T record) throws IOException {
    writer.write(codec.write(record, AvroShell.INSTANCE));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
