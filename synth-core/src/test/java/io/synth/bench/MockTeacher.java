package io.synth.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.PriorityQueue;

/**
 * A teacher that is no limit to its clients: one thread, OpenAI-compatible, on loopback. It counts
 * what it is asked ({@code GET /counts}, {@code POST /reset}), so that no client has to be
 * believed.
 *
 * <p>Options: {@code --port}; {@code --latency-ms} until a reply; {@code --reply-chars}; {@code
 * --serves N --service-ms S}: so many at once, the others wait in a queue, and each takes longer by
 * S for 256 that wait; limits and their schedule: {@link MockPhases}.
 */
public final class MockTeacher {
  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
  private final PriorityQueue<Pending> pending = new PriorityQueue<>();
  private final Deque<MockConnection> waiting = new ArrayDeque<>();
  private final ServerSocketChannel server = ServerSocketChannel.open();
  private final MockOptions options;
  private final long latencyNs;
  private final int serves;
  private final long serviceNs;
  private final MockReplies replies;
  private final MockCounts counts = new MockCounts(System.nanoTime());
  private MockPhases phases;
  private long firstRequest;
  private int serving;
  private long order;

  private record Pending(long at, long order, MockConnection connection, MockRequest request)
      implements Comparable<Pending> {
    @Override
    public int compareTo(Pending other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** Listens, but answers only when it {@link #run}s. */
  MockTeacher(MockOptions options) throws IOException {
    this.options = options;
    this.latencyNs = options.number("latency-ms", 0) * 1_000_000L;
    this.serves = options.number("serves", 0);
    this.serviceNs = options.number("service-ms", 500) * 1_000_000L;
    this.replies = new MockReplies(options.number("reply-chars", 400));
    this.phases = new MockPhases(options);
    server.bind(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), options.number("port", 0)), 4096);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  public static void main(String[] args) throws IOException {
    MockTeacher teacher = new MockTeacher(new MockOptions(args));
    System.out.println(teacher.port());
    System.out.flush();
    teacher.run();
  }

  /** Answers until its thread is interrupted. */
  void run() throws IOException {
    while (!Thread.interrupted()) {
      Pending next = pending.peek();
      if (next == null) {
        selector.select();
      } else {
        long ms = (next.at - System.nanoTime() + 999_999) / 1_000_000;
        if (ms > 0) {
          selector.select(ms);
        } else {
          selector.selectNow();
        }
      }
      Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
      while (keys.hasNext()) {
        SelectionKey key = keys.next();
        keys.remove();
        if (key.isValid() && key.isAcceptable()) {
          accept();
        } else if (key.isValid()) {
          serve((MockConnection) key.attachment(), key);
        }
      }
      answerDue();
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    while (channel != null) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new MockConnection(channel, key));
      counts.connected();
      channel = server.accept();
    }
  }

  private void serve(MockConnection connection, SelectionKey key) {
    try {
      if (key.isWritable()) {
        connection.flush();
      }
      MockRequest request = key.isReadable() ? connection.read(buffer) : null;
      if (request != null) {
        handle(connection, request);
      }
    } catch (IOException e) {
      connection.close();
    }
  }

  private void handle(MockConnection connection, MockRequest request) throws IOException {
    long now = System.nanoTime();
    if (!request.target().equals("POST /v1/chat/completions")) {
      connection.write(aside(request, now));
      return;
    }
    counts.arrived(now);
    firstRequest = firstRequest == 0 ? now : firstRequest;
    int tokens = replies.tokens(request);
    if (!phases.take(tokens, sinceFirst(now))) {
      counts.refused(now);
      connection.write(MockReplies.tooMany(phases.headers(tokens, true, sinceFirst(now))));
    } else if (serves == 0) {
      pending.add(new Pending(now + latencyNs, order++, connection, request));
    } else if (serving < serves) {
      begin(connection, request, now);
    } else {
      waiting.addLast(connection);
    }
  }

  private long sinceFirst(long now) {
    return (now - firstRequest) / 1_000_000;
  }

  private ByteBuffer aside(MockRequest request, long now) {
    return switch (request.target()) {
      case "GET /counts" -> MockReplies.json(counts.json(phases.json(sinceFirst(now)), now));
      case "POST /reset" -> {
        counts.reset(now);
        phases = new MockPhases(options);
        firstRequest = 0;
        yield MockReplies.json("{}");
      }
      default ->
          MockReplies.json(
              "{\"object\":\"list\",\"data\":[{\"id\":\"mock\",\"object\":\"model\"}]}");
    };
  }

  private void begin(MockConnection connection, MockRequest request, long now) {
    serving++;
    long takes = serviceNs + serviceNs * waiting.size() / 256;
    pending.add(new Pending(now + takes, order++, connection, request));
  }

  private void answerDue() {
    long now = System.nanoTime();
    Pending due = pending.peek();
    while (due != null && due.at <= now) {
      pending.poll();
      if (serves > 0) {
        serving--;
        beginNext(now);
      }
      answer(due, now);
      due = pending.peek();
    }
  }

  /** A client that gave up is served all the same, as a server does that doesn't notice. */
  private void beginNext(long now) {
    MockConnection next = waiting.poll();
    if (next != null) {
      MockRequest request = next.request();
      begin(next, request == null ? new MockRequest("", -1, 0, false) : request, now);
    }
  }

  private void answer(Pending due, long now) {
    if (!due.connection.open()) {
      counts.abandoned(now);
      return;
    }
    try {
      String headers =
          phases.limited()
              ? phases.headers(replies.tokens(due.request), false, sinceFirst(now))
              : "";
      due.connection.write(replies.answer(due.request, headers));
      counts.answered(due.request, replies.tokens(due.request), now);
    } catch (IOException e) {
      due.connection.close();
      counts.abandoned(now);
    }
  }
}
