package io.synth.teacher;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.internal.connection.RealCall;
import okhttp3.internal.connection.RealConnection;
import okhttp3.internal.http.ExchangeCodec;
import okhttp3.internal.http.RealInterceptorChain;
import okhttp3.internal.http1.Http1ExchangeCodec;
import okio.Buffer;

/**
 * Looks, before a request goes out on a connection that was used before, whether it can bring the
 * reply: not where the server has closed it, and not where more has come than the reply to the last
 * request, which would be taken for the reply to this one. OkHttp itself looks for an end only
 * after ten seconds without use, and a request that is lost with its connection may have been
 * charged for all one knows. As a look for an end takes a millisecond and a thread's sleep, there
 * is none where the last reply began just before. Thread-safe.
 */
final class StaleConnections implements Interceptor {
  private static final long IDLE_NS = 50_000_000;

  private final Map<Connection, Use> used = Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * The last use of a connection.
   *
   * @param read what OkHttp has read from it and not used
   * @param at when the reply began, as {@link System#nanoTime}
   */
  private record Use(Buffer read, long at) {}

  /** The connection cannot be used again. Nothing was sent. */
  static final class StaleException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleException() {
      super("the server has closed the connection, or sent more than it was asked for");
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection == null || connection.protocol() != Protocol.HTTP_1_1) {
      // HTTP/2 reads all the time, and knows.
      return chain.proceed(chain.request());
    }
    Use last = used.get(connection);
    if (last != null && unusable(connection.socket(), last)) {
      throw new StaleException();
    }
    Buffer read = last != null ? last.read() : read(connection, chain);
    Response response = chain.proceed(chain.request());
    used.put(connection, new Use(read, System.nanoTime()));
    return response;
  }

  private static boolean unusable(Socket socket, Use last) {
    try {
      return last.read().size() > 0
          || socket.getInputStream().available() > 0
          || (System.nanoTime() - last.at() > IDLE_NS && ended(socket));
    } catch (IOException e) {
      return true;
    }
  }

  private static Buffer read(Connection connection, Chain chain) throws IOException {
    OkHttpClient client = ((RealCall) chain.call()).getClient();
    ExchangeCodec codec =
        ((RealConnection) connection).newCodec$okhttp(client, (RealInterceptorChain) chain);
    return ((Http1ExchangeCodec) codec).getSocket().getSource().getBuffer();
  }

  private static boolean ended(Socket socket) throws IOException {
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1);
      // Its end; or something that nobody asked for, which is no reply to what comes next.
      socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(timeout);
      }
    }
  }
}
