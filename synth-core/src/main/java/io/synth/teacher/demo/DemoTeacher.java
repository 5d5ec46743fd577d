package io.synth.teacher.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A teacher for trying everything out offline: an HTTP server on the loopback interface that speaks
 * OpenAI-compatible chat completions and answers by rules, in English and Chinese, with a seeded
 * share of the faults that real teachers show.
 *
 * <p>It knows only what a request carries. A reply is a function of the request and the {@link
 * DemoSettings}; between requests it remembers nothing but which bodies it has turned away once.
 * What it writes is not for training. Thread-safe.
 */
public final class DemoTeacher implements AutoCloseable {
  private static final int THREADS = 32;
  private static final int QUEUE = 1024;

  static {
    // Without it every answer on a kept-alive connection waits for the client's delayed ACK.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final CountDownLatch closed = new CountDownLatch(1);

  private DemoTeacher(HttpServer server, ThreadPoolExecutor threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts a teacher at a free port.
   *
   * @throws UncheckedIOException when the loopback interface cannot be listened on
   */
  public static DemoTeacher start(DemoSettings settings) {
    HttpServer server;
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the demo teacher cannot listen on 127.0.0.1", e);
    }
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            60,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            DemoTeacher::daemon,
            new ThreadPoolExecutor.CallerRunsPolicy());
    threads.allowCoreThreadTimeOut(true);
    DemoTeacher teacher = new DemoTeacher(server, threads);
    Endpoint endpoint = new Endpoint(settings, teacher.closed);
    server.createContext("/", exchange -> serve(endpoint, exchange));
    server.setExecutor(threads);
    server.start();
    return teacher;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "demo-teacher");
    thread.setDaemon(true);
    return thread;
  }

  private static void serve(Endpoint endpoint, HttpExchange exchange) throws IOException {
    try (exchange) {
      endpoint.answer(exchange);
    } catch (RuntimeException e) {
      // A rule that fails is a fault of ours: the caller must hear of it, not wait for it.
      exchange.sendResponseHeaders(500, -1);
    }
  }

  /** Base address for clients, {@code http://127.0.0.1:PORT/v1}. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Stops at once; requests in flight may fail. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
