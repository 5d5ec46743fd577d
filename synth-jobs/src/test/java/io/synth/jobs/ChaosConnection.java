package io.synth.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** HTTP 1.1 on one socket, so near to the wire that each rule of it can be broken. */
final class ChaosConnection implements AutoCloseable {
  private static final int MOST_BYTES = 64 << 20;
  private static final int PIECES = 10;
  private static final int PIECE_MILLIS = 30;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  ChaosConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /**
   * One request.
   *
   * @param headers by name in lower case
   */
  record Asked(Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** The next request; null when the client has closed the connection. */
  @Nullable Asked next() throws IOException {
    if (line() == null) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    String line = line();
    while (line != null && !line.isEmpty()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      line = line();
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    if (length > MOST_BYTES) {
      throw new IOException("a request of " + length + " bytes");
    }
    byte[] body = in.readNBytes(length);
    return body.length < length ? null : new Asked(headers, new String(body, UTF_8));
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        line.write(next);
      }
      next = in.read();
    }
    return next < 0 ? null : line.toString(ISO_8859_1);
  }

  void send(int status, String headers, byte[] body) throws IOException {
    head(status, headers + "Content-Length: " + body.length + "\r\n");
    write(body, body.length);
  }

  void head(int status, String headers) throws IOException {
    String head = "HTTP/1.1 " + status + " -\r\nContent-Type: application/json\r\n" + headers;
    out.write((head + "\r\n").getBytes(ISO_8859_1));
  }

  void write(byte[] bytes, int count) throws IOException {
    out.write(bytes, 0, count);
    out.flush();
  }

  /** A whole reply in slow pieces. */
  void drip(byte[] body) throws IOException {
    head(200, "Content-Length: " + body.length + "\r\n");
    int piece = body.length / PIECES + 1;
    for (int from = 0; from < body.length; from += piece) {
      out.write(body, from, Math.min(piece, body.length - from));
      out.flush();
      try {
        TimeUnit.MILLISECONDS.sleep(PIECE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** Ends the connection as a crash would: the client reads a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Ends the connection after what was sent. */
  void end() throws IOException {
    socket.shutdownOutput();
    socket.close();
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
