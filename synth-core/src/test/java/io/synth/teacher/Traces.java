package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** All that a client says, logs and writes, to be searched. Logs of its whole process. */
final class Traces implements AutoCloseable {
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final Handler log = new Log();
  private final Logger everything = Logger.getLogger("");

  /** Tells of connections that leak. */
  private final Logger okHttp = Logger.getLogger("okhttp3.OkHttpClient");

  Traces() {
    everything.addHandler(log);
    okHttp.setLevel(Level.FINE);
  }

  void add(String text) {
    texts.add(text);
  }

  void add(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    add(failure + trace.toString());
  }

  void addFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        add(file + Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  void assertNone(String... words) {
    assertThat(texts).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain(words));
  }

  @Override
  public void close() {
    okHttp.setLevel(null);
    everything.removeHandler(log);
  }

  private final class Log extends Handler {
    @Override
    public void publish(LogRecord entry) {
      add(entry.getLoggerName() + ": " + entry.getMessage() + entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
