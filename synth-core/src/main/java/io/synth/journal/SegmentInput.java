package io.synth.journal;

import java.io.IOException;
import org.apache.avro.file.SeekableInput;
import org.apache.hadoop.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/** A segment's bytes for Avro, which remembers whether reading them failed. Not thread-safe. */
final class SegmentInput implements SeekableInput {
  private final FSDataInputStream in;
  private @Nullable IOException failure;

  SegmentInput(FSDataInputStream in) {
    this.in = in;
  }

  /** The first failure of the file system; null when there was none. */
  @Nullable IOException failure() {
    return failure;
  }

  /** The number of bytes there are. */
  long end() throws IOException {
    byte[] buffer = new byte[8192];
    int n = in.read(buffer);
    while (n >= 0) {
      n = in.read(buffer);
    }
    return in.getPos();
  }

  @Override
  public void seek(long position) throws IOException {
    in.seek(position);
  }

  @Override
  public long tell() throws IOException {
    return in.getPos();
  }

  /** Unknown: HDFS tells no length for a file whose writer was killed, yet gives its bytes. */
  @Override
  public long length() {
    return Long.MAX_VALUE;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return in.read(buffer, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
