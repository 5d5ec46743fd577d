package io.synth.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MockTeacherTest {
  private static final int PATIENCE_MS = 10_000;
  private static final String BODY =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"call-00000007 x\"}]}";

  private MockTeacher teacher;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    teacher = new MockTeacher(new MockOptions(new String[0]));
    thread =
        new Thread(
            () -> {
              try {
                teacher.run();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            "mock teacher");
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  /** Clients that read a reply until the connection's end (datatrove's) would wait for ever. */
  @Test
  void endsAConnectionAfterTheReplyWhenTheRequestAsksForIt() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "CONNECTION: Close\r\n");

      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(reply).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\"total_tokens\":114}}");
    }
  }

  @Test
  void keepsAConnectionForTheNextRequestOtherwise() throws IOException {
    try (Socket socket = connect()) {
      for (int i = 0; i < 2; i++) {
        send(socket, "");
        byte[] begin = socket.getInputStream().readNBytes(15);
        assertThat(new String(begin, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
        StringBuilder rest = new StringBuilder();
        while (!rest.toString().endsWith("114}}")) {
          rest.append((char) socket.getInputStream().read());
        }
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), teacher.port());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private static void send(Socket socket, String headers) throws IOException {
    String request =
        "POST /v1/chat/completions HTTP/1.1\r\n"
            + headers
            + "content-length:"
            + BODY.length()
            + "\r\n\r\n"
            + BODY;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }
}
