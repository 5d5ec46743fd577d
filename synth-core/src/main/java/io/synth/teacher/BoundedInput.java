package io.synth.teacher;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Stops reading at a limit, so that no reply can fill the memory, and remembers how the reply
 * began. Not thread-safe.
 */
final class BoundedInput extends FilterInputStream {
  private static final int MOST_REMEMBERED = 1024;

  private final long limit;
  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(0);
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
    if (b >= 0) {
      if (read < MOST_REMEMBERED) {
        beginning.write(b);
      }
      count(1);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    if (n > 0) {
      beginning.write(bytes, offset, (int) Math.max(0, Math.min(n, MOST_REMEMBERED - read)));
      count(n);
    }
    return n;
  }

  /** What came so far, in words: how much, and its beginning. */
  String told() {
    return read == 0
        ? "nothing of the reply came"
        : read + " bytes came: " + beginning.toString(StandardCharsets.UTF_8);
  }

  private void count(int bytes) throws IOException {
    read += bytes;
    if (read > limit) {
      throw new PassedException(limit);
    }
  }
}
