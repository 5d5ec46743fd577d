package io.synth.teacher;

import io.synth.config.TeacherConfig;
import io.synth.teacher.CallFailure.Charge;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells what a failed exchange means, from its exception. */
final class ConnectionFailures {
  private ConnectionFailures() {}

  /**
   * @param begun whether the reply had begun to come
   */
  static CallFailure of(IOException e, TeacherConfig teacher, boolean begun) {
    String message = message(e);
    if (e instanceof UnknownHostException) {
      return CallFailure.of("unavailable", "unknown host", true, Charge.NONE, message);
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return CallFailure.of("unavailable", "connection refused", true, Charge.NONE, message);
    }
    if (e instanceof SocketTimeoutException && lower(message).contains("connect")) {
      return CallTimeout.CONNECT.failure(teacher);
    }
    if (e instanceof SocketTimeoutException) {
      return (begun ? CallTimeout.BETWEEN : CallTimeout.FIRST_BYTE).failure(teacher);
    }
    if (e instanceof InterruptedIOException) {
      return Thread.currentThread().isInterrupted()
          ? interrupted()
          : CallTimeout.CALL.failure(teacher);
    }
    if (e instanceof SSLException) {
      return CallFailure.of("unavailable", "TLS failure", false, Charge.NONE, message);
    }
    if (e instanceof SocketException) {
      return CallFailure.of("unavailable", "connection reset", true, Charge.UNKNOWN, message);
    }
    if (message.startsWith("Received HTTP_PROXY_AUTH")) {
      return CallFailure.ofStatus("bad_request", 407, false, message);
    }
    if (e instanceof EOFException || e instanceof ProtocolException) {
      return CallFailure.of("truncated", "truncated reply", true, Charge.UNKNOWN, message);
    }
    if (message.startsWith("stream was reset") || message.equals("ConnectionShutdownException")) {
      // The same in HTTP/2.
      return CallFailure.of("unavailable", "connection reset", true, Charge.UNKNOWN, message);
    }
    Throwable cause = e.getCause();
    // An early close before any response: OkHttp wraps the end of the stream.
    boolean ended = cause instanceof EOFException || lower(message).contains("unexpected end");
    if (begun && !ended) {
      // What it is packed in is broken.
      return CallFailure.of("invalid_response", "unreadable reply", false, Charge.UNKNOWN, message);
    }
    return CallFailure.of(
        ended ? "truncated" : "unavailable",
        ended ? "truncated reply" : "I/O failure",
        ended,
        Charge.UNKNOWN,
        message);
  }

  static CallFailure interrupted() {
    return CallFailure.of(
        "interrupted", "interrupted", false, Charge.UNKNOWN, "the work was cancelled");
  }

  private static String message(Throwable e) {
    @Nullable String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
