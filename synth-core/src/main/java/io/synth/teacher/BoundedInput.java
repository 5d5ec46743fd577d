package io.synth.teacher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops reading at a limit, so that no reply can fill the memory. Not thread-safe. */
final class BoundedInput extends FilterInputStream {
  private final long limit;
  private long read;

  /** The limit is passed. */
  static final class PassedException extends IOException {
    private static final long serialVersionUID = 1L;

    PassedException(long limit) {
      super("more than " + limit + " bytes");
    }
  }

  BoundedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    count(Math.max(n, 0));
    return n;
  }

  private void count(int bytes) throws IOException {
    read += bytes;
    if (read > limit) {
      throw new PassedException(limit);
    }
  }
}
