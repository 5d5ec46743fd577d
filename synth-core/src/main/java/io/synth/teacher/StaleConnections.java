package io.synth.teacher;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Looks, before a request goes out on a connection that has been idle, whether the server has
 * closed it: OkHttp itself looks only after ten seconds without use, and a request that is lost
 * with its connection may have been charged for all one knows. As a look takes a millisecond and a
 * thread's sleep, there is none where the last reply began just before. Thread-safe.
 */
final class StaleConnections implements Interceptor {
  private static final long IDLE_NS = 50_000_000;

  /** When its last reply began, as {@link System#nanoTime}. */
  private final Map<Connection, Long> used = Collections.synchronizedMap(new WeakHashMap<>());

  /** The connection has ended. Nothing was sent. */
  static final class StaleException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleException() {
      super("the server has closed the connection");
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection == null) {
      return chain.proceed(chain.request());
    }
    Long last = used.get(connection);
    if (last != null && System.nanoTime() - last > IDLE_NS && ended(connection)) {
      throw new StaleException();
    }
    Response response = chain.proceed(chain.request());
    used.put(connection, System.nanoTime());
    return response;
  }

  private static boolean ended(Connection connection) throws IOException {
    if (connection.protocol() != Protocol.HTTP_1_1) {
      // HTTP/2 reads all the time, and knows.
      return false;
    }
    Socket socket = connection.socket();
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1);
      // Its end; or something that nobody asked for, which is no reply to what comes next.
      socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(timeout);
      }
    }
  }
}
