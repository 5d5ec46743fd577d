package io.synth.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the mock teacher: one request after the other, each read whole, until a request
 * asks for its end.
 */
final class MockConnection {
  private static final int MOST_BYTES = 256 << 20;
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONNECTION = "connection:".getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final SelectionKey key;
  private byte[] in = new byte[4096];
  private int filled;
  private int wanted = -1;
  private int headEnd;
  private boolean last;
  private @Nullable ByteBuffer out;
  private @Nullable MockRequest request;

  MockConnection(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  /** The request being answered; null between two. */
  @Nullable MockRequest request() {
    return request;
  }

  boolean open() {
    return channel.isOpen();
  }

  /**
   * Reads what is there.
   *
   * @return a request that is whole now, or null
   * @throws IOException also when the client is gone
   */
  @Nullable MockRequest read(ByteBuffer buffer) throws IOException {
    while (true) {
      buffer.clear();
      int count = channel.read(buffer);
      if (count < 0) {
        throw new IOException("closed by the client");
      }
      if (count == 0) {
        return request == null ? whole() : null;
      }
      take(buffer.flip());
    }
  }

  private void take(ByteBuffer buffer) throws IOException {
    int count = buffer.remaining();
    if (filled + count > MOST_BYTES) {
      throw new IOException("the request is too large");
    }
    if (filled + count > in.length) {
      in = Arrays.copyOf(in, Math.max(in.length * 2, filled + count));
    }
    buffer.get(in, filled, count);
    filled += count;
  }

  private @Nullable MockRequest whole() {
    if (wanted < 0) {
      int end = MockRequest.find(in, 0, filled, HEAD_END);
      if (end < 0) {
        return null;
      }
      headEnd = end + HEAD_END.length;
      String length = header(LENGTH, end);
      wanted = headEnd + (length.isEmpty() ? 0 : Integer.parseInt(length));
      last = header(CONNECTION, end).equalsIgnoreCase("close");
    }
    if (filled < wanted) {
      return null;
    }
    int line = 0;
    int spaces = 0;
    while (line < headEnd && spaces < 2) {
      spaces += in[line++] == ' ' ? 1 : 0;
    }
    String target = new String(in, 0, Math.max(0, line - 1), StandardCharsets.ISO_8859_1);
    MockRequest read = MockRequest.of(target, in, headEnd, wanted);
    System.arraycopy(in, wanted, in, 0, filled - wanted);
    filled -= wanted;
    wanted = -1;
    request = read;
    return read;
  }

  /** A header's value; empty when the request has none of that name. */
  private String header(byte[] name, int end) {
    outer:
    for (int i = 0; i + name.length < end; i++) {
      if (in[i] != '\n') {
        continue;
      }
      for (int j = 0; j < name.length; j++) {
        if (Character.toLowerCase(in[i + 1 + j]) != name[j]) {
          continue outer;
        }
      }
      int from = i + 1 + name.length;
      int to = from;
      while (to < end && in[to] != '\r') {
        to++;
      }
      return new String(in, from, to - from, StandardCharsets.US_ASCII).strip();
    }
    return "";
  }

  /** Answers the request. */
  void write(ByteBuffer reply) throws IOException {
    request = null;
    channel.write(reply);
    if (reply.hasRemaining()) {
      out = reply;
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    } else if (last) {
      close();
    }
  }

  /** Goes on with a reply that did not fit. */
  void flush() throws IOException {
    if (out != null) {
      channel.write(out);
      if (out.hasRemaining()) {
        return;
      }
      out = null;
      if (last) {
        close();
        return;
      }
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
