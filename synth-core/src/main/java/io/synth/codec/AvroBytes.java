package io.synth.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Records as Avro's binary form, without a schema in front: how they cross a shuffle. Thread-safe.
 *
 * @param <T> the record
 */
public final class AvroBytes<T extends Record> {
  private final RecordCodec<T> codec;

  public AvroBytes(RecordCodec<T> codec) {
    this.codec = codec;
  }

  public byte[] encode(T record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<>(codec.schema())
          .write(codec.write(record, AvroShell.INSTANCE), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public T decode(byte[] bytes) {
    try {
      Object row =
          new GenericDatumReader<>(codec.schema())
              .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
      return codec.read(row, AvroShell.INSTANCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
