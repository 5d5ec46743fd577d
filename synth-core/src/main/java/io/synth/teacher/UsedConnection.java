package io.synth.teacher;

import java.io.IOException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a request went over. Where its reply was no whole JSON, more of it may come
 * and be taken for the reply to the next request: such a connection is not used again.
 */
final class UsedConnection {
  private volatile @Nullable Connection connection;

  /** Notes the connections of requests that are tagged with one of these. */
  static Response note(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    UsedConnection used = request.tag(UsedConnection.class);
    if (used != null) {
      used.connection = chain.connection();
    }
    return chain.proceed(request);
  }

  /** Closes it, unless others use it at the same time. */
  void discard() {
    Connection used = connection;
    if (used != null && used.protocol() != Protocol.HTTP_2) {
      try {
        used.socket().close();
      } catch (IOException e) {
        // It is gone already.
      }
    }
  }
}
