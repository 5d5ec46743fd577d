package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleConnectionsTest {
  private static final int CALLS = 100;

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);

  IdleConnectionsTest() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void noThreadIsWokenAtTheEndOfACall() throws Exception {
    ConnectionPool pool = IdleConnections.pool(2, Duration.ofMinutes(1));
    OkHttpClient client = new OkHttpClient.Builder().connectionPool(pool).build();
    call(client);
    long before = sleeps();
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      call(client);
      // Long enough for a thread to go to sleep again.
      Sleeper.REAL.sleep(Duration.ofMillis(2));
    }
    long seconds = (System.nanoTime() - start) / 1_000_000_000 + 1;
    assertThat(sleeps() - before).isLessThan(CALLS / 4 + 4 * seconds);
    assertThat(pool.connectionCount()).isEqualTo(1);
    pool.evictAll();
  }

  @Test
  void anIdleConnectionIsClosedAfterItsTime() throws Exception {
    ConnectionPool pool = IdleConnections.pool(2, Duration.ofMillis(50));
    OkHttpClient client = new OkHttpClient.Builder().connectionPool(pool).build();
    call(client);
    for (int i = 0; i < 200 && pool.connectionCount() > 0; i++) {
      Sleeper.REAL.sleep(Duration.ofMillis(50));
    }
    assertThat(pool.connectionCount()).isZero();
    call(client);
    assertThat(pool.connectionCount()).isEqualTo(1);
    pool.evictAll();
  }

  private void call(OkHttpClient client) throws IOException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      assertThat(response.code()).isEqualTo(204);
    }
  }

  /** How often the threads that look after connections went to sleep. */
  private static long sleeps() {
    var threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().matches("(OkHttp|idle) .*"))
        .mapToLong(thread -> thread.getWaitedCount())
        .sum();
  }
}
