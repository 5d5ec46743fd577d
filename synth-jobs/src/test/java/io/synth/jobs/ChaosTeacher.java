package io.synth.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.model.ContentHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A teacher's server on a bad day. Another teacher answers; this one spoils what it says.
 *
 * <p>Faults are drawn by a seed from the request. Those that a client tries again, {@link
 * ChaosFault#TRANSIENT}, meet the first requests of a body and no later one; the others, {@link
 * ChaosFault#LASTING}, meet it each time. So the replies that a client ends up with depend neither
 * on time nor on how often it was killed.
 */
final class ChaosTeacher implements AutoCloseable {
  /** USD per million tokens. */
  static final double INPUT_USD = 5;

  static final double OUTPUT_USD = 10;

  private static final int THREADS = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<ChaosConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final String answering;
  private final long seed;
  private final double passing;
  private final double lasting;
  private volatile ChaosBooks books = new ChaosBooks();
  private volatile boolean calm;

  /**
   * @param answering base URL of the teacher that answers
   * @param passing share of requests that meet a transient fault, 0 to 1
   * @param lasting share of requests that meet a lasting fault, 0 to 1
   */
  ChaosTeacher(String answering, long seed, double passing, double lasting) throws IOException {
    this.answering = answering;
    this.seed = seed;
    this.passing = passing;
    this.lasting = lasting;
    threads.execute(this::accept);
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
  }

  ChaosBooks books() {
    return books;
  }

  /** From now on no transient fault, and new books. */
  void calmDown() {
    calm = true;
    books = new ChaosBooks();
  }

  /** To be told when a part of the client has been killed, and others live on. */
  void partKilled(long from) {
    books.killed(from);
  }

  /** The most connections that clients kept at once. */
  int mostConnections() {
    return mostOpen.get();
  }

  /**
   * To be told when the client has been killed.
   *
   * @param from {@link System#nanoTime} before
   */
  void clientKilled(long from) throws IOException {
    books.killed(from);
    for (ChaosConnection connection : open) {
      connection.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or a client that went away at once.
      }
    }
  }

  private void serve(Socket socket) {
    try (ChaosConnection connection = new ChaosConnection(socket)) {
      open.add(connection);
      mostOpen.accumulateAndGet(open.size(), Math::max);
      try {
        ChaosConnection.@Nullable Asked asked = connection.next();
        while (asked != null) {
          answer(connection, asked);
          asked = connection.isOpen() ? connection.next() : null;
        }
      } finally {
        open.remove(connection);
      }
    } catch (IOException e) {
      // The client is gone: killed, or it has had enough of a huge reply.
    }
  }

  private void answer(ChaosConnection connection, ChaosConnection.Asked asked) throws IOException {
    String body = asked.body();
    // Rollouts of one task may share a body, and differ by their key.
    String request = asked.header("idempotency-key") + " " + ContentHash.id(body);
    ChaosBooks mine = books;
    long arrived = System.nanoTime();
    int before = mine.arrived(request);
    ChaosFault.Outcome outcome = ChaosFault.Outcome.REFUSED;
    double usd = 0;
    try {
      byte[] right = ask(body);
      ChaosFault fault = fault(body, before);
      outcome = fault == null ? ChaosFault.Outcome.USABLE : fault.outcome();
      usd = outcome == ChaosFault.Outcome.REFUSED ? 0 : price(right);
      if (fault == null) {
        connection.send(200, "", right);
      } else {
        mine.faulted(fault);
        fault.answer(connection, asked.header("authorization"), right);
      }
    } finally {
      // A client that goes away pays all the same.
      mine.settled(request, arrived, outcome, usd);
    }
  }

  private static double price(byte[] reply) throws IOException {
    JsonNode usage = JSON.readTree(reply).path("usage");
    return (usage.path("prompt_tokens").asLong() * INPUT_USD
            + usage.path("completion_tokens").asLong() * OUTPUT_USD)
        / 1e6;
  }

  private @Nullable ChaosFault fault(String body, int before) {
    if (draw("lasting", body) < lasting) {
      return pick(ChaosFault.LASTING, body);
    }
    int times = draw("twice", body) < 0.2 ? 2 : 1;
    boolean spoilt = !calm && draw("passing", body) < passing && before < times;
    return spoilt ? pick(ChaosFault.TRANSIENT, before + body) : null;
  }

  private ChaosFault pick(List<ChaosFault> faults, String of) {
    return faults.get((int) (draw("kind", of) * faults.size()));
  }

  private double draw(String what, String of) {
    return (ContentHash.seed("chaos " + what, Long.toString(seed), of) >>> 11) * 0x1.0p-53;
  }

  private byte[] ask(String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(answering + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("the teacher behind said " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (ChaosConnection connection : open) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
