package io.synth.teacher;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Looks, before a request goes out on a connection that was used before, whether the server has
 * closed it: OkHttp itself looks only after ten seconds without use, and a request that is lost
 * with its connection may have been charged for all one knows. Takes a millisecond. Thread-safe.
 */
final class StaleConnections implements Interceptor {
  private final Set<Connection> used =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

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
    if (connection != null && !used.add(connection) && ended(connection)) {
      throw new StaleException();
    }
    return chain.proceed(chain.request());
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
