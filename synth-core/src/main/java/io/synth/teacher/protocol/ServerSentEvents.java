package io.synth.teacher.protocol;

import io.synth.teacher.CallFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of server-sent events, one event at a time. Source: the HTML standard, section
 * 9.2.6; names and ids of events are passed over. Not thread-safe.
 */
final class ServerSentEvents {
  private static final int LONGEST = 32 << 20;

  private final InputStream in;
  private boolean afterReturn;

  /** Of the event so far, in bytes. */
  private int length;

  ServerSentEvents(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** The next event's data; null at the end. An event that the end cuts off is given too. */
  @Nullable String next() throws CallFailure, IOException {
    length = 0;
    StringBuilder data = null;
    String line = line();
    while (line != null && !(line.isEmpty() && data != null)) {
      if (line.startsWith("data:")) {
        String value = line.substring(line.startsWith("data: ") ? 6 : 5);
        data = data == null ? new StringBuilder() : data.append('\n');
        data.append(value);
      }
      line = line();
    }
    return data == null ? null : data.toString().strip();
  }

  /** A line without its end, which is CR, LF or both; null at the end of the stream. */
  private @Nullable String line() throws CallFailure, IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b == '\n' && afterReturn) {
      b = in.read();
    }
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n' && b != '\r') {
      if (++length > LONGEST) {
        throw CallFailure.tooLong(LONGEST + " bytes of one event");
      }
      line.write(b);
      b = in.read();
    }
    afterReturn = b == '\r';
    return JsonBody.text(line.toByteArray());
  }
}
