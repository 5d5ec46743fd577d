package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLanesTest {
  /** More than two lanes. */
  private static final int CALLS = 80;

  private final CyclicBarrier all = new CyclicBarrier(CALLS);
  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLS);
  private final ConnectionLanes lanes = new ConnectionLanes(new OkHttpClient());

  ConnectionLanesTest() throws IOException {
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          clients.add(exchange.getRemoteAddress());
          try {
            // Answers when all calls are here, so that each needs a connection of its own.
            all.await(20, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IOException(e);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    lanes.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void connectionsAreUsedAgain() throws Exception {
    for (int wave = 0; wave < 3; wave++) {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(threads.submit(this::call));
      }
      for (Future<Integer> call : calls) {
        assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo(200);
      }
    }
    assertThat(clients).hasSize(CALLS);
  }

  @Test
  void nothingIsSentOnceTheyAreClosed() {
    lanes.close();
    assertThatThrownBy(this::call).isInstanceOf(IOException.class).hasMessageContaining("closed");
    assertThat(clients).isEmpty();
  }

  private int call() throws IOException {
    Request request =
        new Request.Builder()
            .url("http://127.0.0.1:" + server.getAddress().getPort() + "/")
            .build();
    try (ConnectionLanes.Place place = lanes.take();
        Response response = place.execute(request)) {
      return response.code();
    }
  }
}
