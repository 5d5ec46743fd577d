package io.synth.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * A batch to be submitted.
 *
 * @param name ours, unique
 * @param requests how many
 * @param bytes of its lines, their ends included
 * @param prepared when it was made: no submission was earlier
 * @param lines opens its lines in the server's protocol
 */
public record BatchDraft(String name, int requests, long bytes, Instant prepared, Lines lines) {
  /** Opens them. */
  @FunctionalInterface
  public interface Lines {
    InputStream open() throws IOException;
  }

  /** Its lines as a file. */
  RequestBody file() {
    return body(MediaType.get("application/jsonl"), "", "", false);
  }

  /** Its lines as the members of a JSON array, between two texts. */
  RequestBody array(String before, String after) {
    return body(MediaType.get("application/json"), before, after, true);
  }

  private RequestBody body(MediaType type, String before, String after, boolean commas) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return type;
      }

      @Override
      public long contentLength() {
        // A comma takes the place of each line's end but the last.
        return before.length() + bytes - (commas ? 1 : 0) + after.length();
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        sink.writeUtf8(before);
        try (InputStream in = lines.open()) {
          if (commas) {
            copy(in, sink.outputStream());
          } else {
            in.transferTo(sink.outputStream());
          }
        }
        sink.writeUtf8(after);
      }
    };
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    boolean ended = false;
    for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
      if (ended) {
        out.write(',');
      }
      ended = buffer[read - 1] == '\n';
      int count = ended ? read - 1 : read;
      for (int i = 0; i < count; i++) {
        // JSON text holds no line end but those between the lines.
        buffer[i] = buffer[i] == '\n' ? (byte) ',' : buffer[i];
      }
      out.write(buffer, 0, count);
    }
  }
}
