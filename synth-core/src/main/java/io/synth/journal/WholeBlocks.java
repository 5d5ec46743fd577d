package io.synth.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The header and the whole blocks of an Avro container file, without the half block that a killed
 * writer leaves at the end. Avro's own reader takes some cuts for data, and cannot tell a cut from
 * a file system that fails; here the one is the end and the other stays an exception. Not
 * thread-safe.
 *
 * <p>Source: the Avro 1.12 specification, "Object Container Files".
 */
final class WholeBlocks extends InputStream {
  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int SYNC_BYTES = 16;
  private static final int LARGEST_BLOCK = 1 << 30;

  private final InputStream in;
  private byte[] sync = {};
  private ByteArrayInputStream part = new ByteArrayInputStream(new byte[0]);

  /** What was read of the part that is being checked. */
  private ByteArrayOutputStream copy = new ByteArrayOutputStream();

  private long good;
  private boolean headerSeen;
  private boolean ended;
  private long dropped;

  WholeBlocks(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** Whether there is a whole header. */
  boolean hasHeader() throws IOException {
    if (!headerSeen && !ended) {
      advance();
    }
    return headerSeen;
  }

  /** Bytes of the header and the blocks given so far. */
  long good() {
    return good;
  }

  /** Bytes after the last whole block; known at the end. */
  long dropped() {
    return dropped;
  }

  @Override
  public int read() throws IOException {
    return more() ? part.read() : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return more() ? part.read(bytes, offset, length) : -1;
  }

  private boolean more() throws IOException {
    while (part.available() == 0 && !ended) {
      advance();
    }
    return part.available() > 0;
  }

  private void advance() throws IOException {
    copy = new ByteArrayOutputStream();
    boolean whole;
    try {
      whole = headerSeen ? block() : header();
    } catch (EOFException e) {
      whole = false;
    }
    if (whole) {
      headerSeen = true;
      good += copy.size();
      part = new ByteArrayInputStream(copy.toByteArray());
    } else {
      ended = true;
      dropped = copy.size() + drain();
    }
  }

  private boolean header() throws IOException {
    if (!Arrays.equals(take(MAGIC.length), MAGIC)) {
      return false;
    }
    for (long entries = number(); entries != 0; entries = number()) {
      if (entries < 0) {
        // A negative count is followed by the size of its entries.
        number();
      }
      for (long i = 0; i < Math.abs(entries); i++) {
        take(number());
        take(number());
      }
    }
    sync = take(SYNC_BYTES);
    return true;
  }

  private boolean block() throws IOException {
    long records = number();
    long size = number();
    if (records < 0 || size < 0 || size > LARGEST_BLOCK) {
      return false;
    }
    take(size);
    return Arrays.equals(take(SYNC_BYTES), sync);
  }

  private byte[] take(long length) throws IOException {
    if (length < 0 || length > LARGEST_BLOCK) {
      throw new EOFException("no length: " + length);
    }
    byte[] bytes = in.readNBytes((int) length);
    copy.write(bytes, 0, bytes.length);
    if (bytes.length < length) {
      throw new EOFException("the file ends inside a block");
    }
    return bytes;
  }

  /** A number in zigzag encoding, of variable length. */
  private long number() throws IOException {
    long bits = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = take(1)[0];
      bits |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new EOFException("no number");
  }

  private long drain() throws IOException {
    return in.transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
