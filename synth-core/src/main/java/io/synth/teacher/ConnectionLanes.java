package io.synth.teacher;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Connections to one server. OkHttp looks at each connection of a pool to find one for a call, and
 * at each running call to take one off its list: with a thousand calls in flight that costs more
 * than the calls do. So the calls are spread over lanes, each with few connections and lists of its
 * own; the first lane with room is taken, so that connections are used again. Thread-safe.
 */
final class ConnectionLanes {
  /** Calls in flight on one lane. */
  private static final int CALLS = 32;

  private static final Duration KEPT = Duration.ofMinutes(1);

  private final OkHttpClient settings;
  private final StaleConnections stale = new StaleConnections();
  private final List<Lane> lanes = new ArrayList<>();

  /** Which lanes have room. */
  private final BitSet room = new BitSet();

  private boolean closed;

  /**
   * Whether the server closes each connection after one reply, as in HTTP/1.0, and says nothing.
   */
  private volatile boolean closing;

  /** A place for one call; closing it gives it back. */
  interface Place extends AutoCloseable {
    /** Sends a request. */
    Response execute(Request request) throws IOException;

    @Override
    void close();
  }

  private final class Lane implements Place {
    private final int index;
    private final OkHttpClient client;
    private int calls;

    private Lane(int index, OkHttpClient client) {
      this.index = index;
      this.client = client;
    }

    @Override
    public Response execute(Request request) throws IOException {
      Request last = closing ? request.newBuilder().header("Connection", "close").build() : request;
      for (int stale = 0; ; stale++) {
        try {
          Response response = client.newCall(last).execute();
          closing = closing || response.protocol() == Protocol.HTTP_1_0;
          return response;
        } catch (StaleConnections.StaleException e) {
          if (stale == CALLS) {
            throw e;
          }
        }
      }
    }

    @Override
    public void close() {
      giveBack(this);
    }
  }

  /**
   * @param settings what the lanes have in common
   */
  ConnectionLanes(OkHttpClient settings) {
    this.settings = settings;
  }

  /**
   * A place for a call, on the first lane with room.
   *
   * @throws IOException when the connections are closed
   */
  synchronized Place take() throws IOException {
    if (closed) {
      throw new IOException("the connections are closed");
    }
    int free = room.nextSetBit(0);
    Lane lane = free >= 0 ? lanes.get(free) : add();
    if (++lane.calls == CALLS) {
      room.clear(lane.index);
    }
    return lane;
  }

  private Lane add() {
    OkHttpClient client =
        settings
            .newBuilder()
            .addNetworkInterceptor(stale)
            .dispatcher(new Dispatcher())
            .connectionPool(IdleConnections.pool(CALLS, KEPT))
            .build();
    Lane lane = new Lane(lanes.size(), client);
    lanes.add(lane);
    room.set(lane.index);
    return lane;
  }

  private synchronized void giveBack(Lane lane) {
    lane.calls--;
    room.set(lane.index);
  }

  /** Closes the connections. Calls in flight fail, and so does each later one. */
  synchronized void close() {
    closed = true;
    for (Lane lane : lanes) {
      lane.client.dispatcher().cancelAll();
      lane.client.connectionPool().evictAll();
    }
  }
}
