package io.synth.teacher;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An HTTP/1.1 server on loopback that answers by a script, down to broken bytes and resets. */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket server;
  private final Thread acceptor;
  private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** A request; header names in lower case. */
  public record Exchange(String target, Map<String, String> headers, String body) {}

  /** Answers one request; whether the connection stays open. */
  public interface Reply {
    boolean send(Socket socket, OutputStream out, CountDownLatch closing)
        throws IOException, InterruptedException;
  }

  public ScriptedServer(Reply... replies) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    script.addAll(List.of(replies));
    acceptor = start(this::accept);
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "scripted server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  public ScriptedServer then(Reply reply) {
    script.add(reply);
    return this;
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  public List<Exchange> exchanges() {
    return exchanges;
  }

  /** Connections that clients opened. */
  public int connections() {
    return sockets.size();
  }

  /** Answers before it reads the request's body. */
  public static Reply hasty(Reply reply) {
    return new Hasty(reply);
  }

  private record Hasty(Reply reply) implements Reply {
    @Override
    public boolean send(Socket socket, OutputStream out, CountDownLatch closing)
        throws IOException, InterruptedException {
      return reply.send(socket, out, closing);
    }
  }

  public static Reply json(int status, String body, String... headers) {
    return bytes(status, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public static Reply bytes(int status, String type, byte[] body, String... headers) {
    return (socket, out, closing) -> {
      head(out, status, type, body.length, headers);
      out.write(body);
      out.flush();
      return true;
    };
  }

  public static Reply events(String... data) {
    return bytes(
        200,
        "text/event-stream; charset=utf-8",
        ("data: " + String.join("\n\ndata: ", data) + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Promises more bytes than it sends. */
  public static Reply cut(String body) {
    return (socket, out, closing) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      head(out, 200, "application/json", bytes.length + 100);
      out.write(bytes);
      out.flush();
      return false;
    };
  }

  /** Sends just these bytes, and then closes the connection, or keeps it. */
  public static Reply raw(String bytes, boolean open) {
    return (socket, out, closing) -> {
      out.write(bytes.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return open;
    };
  }

  /** Sends these bytes, and then others again and again, until it is cut off. */
  public static Reply endless(String begin, String again, Duration pause) {
    return (socket, out, closing) -> {
      out.write(begin.getBytes(StandardCharsets.UTF_8));
      byte[] more = again.getBytes(StandardCharsets.UTF_8);
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        out.write(more);
        out.flush();
      }
      return false;
    };
  }

  public static Reply reset() {
    return (socket, out, closing) -> {
      socket.setSoLinger(true, 0);
      return false;
    };
  }

  public static Reply hangUp() {
    return (socket, out, closing) -> false;
  }

  /** Never answers. */
  public static Reply stall() {
    return (socket, out, closing) -> {
      closing.await();
      return false;
    };
  }

  /** Begins a reply and goes on with it, a space at a time, until it is cut off. */
  public static Reply drip(String type, int atOnce, Duration pause) {
    return (socket, out, closing) -> {
      head(out, 200, type, 1 << 20);
      out.write(" ".repeat(atOnce).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        out.write(' ');
        out.flush();
      }
      return false;
    };
  }

  private static void head(
      OutputStream out, int status, String type, long length, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
    if (!type.isEmpty()) {
      head.append("Content-Type: ").append(type).append("\r\n");
    }
    head.append("Content-Length: ").append(length).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean open = true;
      while (open) {
        Map<String, String> headers = new TreeMap<>();
        String target = head(in, headers);
        if (target.isEmpty()) {
          return;
        }
        Reply reply = script.poll();
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(reply instanceof Hasty ? 0 : length);
        exchanges.add(new Exchange(target, headers, new String(body, StandardCharsets.UTF_8)));
        open =
            (reply == null
                    ? json(418, "{\"error\":{\"message\":\"the script has ended\"}}")
                    : reply)
                .send(socket, socket.getOutputStream(), closing);
      }
    } catch (IOException e) {
      // The client went away: some scripts provoke that.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The target of a request, and its headers; empty at the end of the connection. */
  private static String head(InputStream in, Map<String, String> headers) throws IOException {
    String request = line(in);
    if (request.isEmpty()) {
      return "";
    }
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return request.substring(request.indexOf(' ') + 1, request.lastIndexOf(' '));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    server.close();
    // While it is in the midst of accepting, clients still get through.
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Closeable socket : sockets) {
      socket.close();
    }
  }
}
