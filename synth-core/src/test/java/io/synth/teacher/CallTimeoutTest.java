package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.config.ApiKeySource;
import io.synth.config.RetrySettings;
import io.synth.config.RoleTeachers;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherTimeouts;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.teacher.protocol.Protocols;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that is slow in any way is cut off, with an error that names the setting to raise. */
class CallTimeoutTest {
  private static final String KEY = "key-xyzzy-abcdefgh";
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(250);

  @Test
  void aServerThatTakesNoConnectionIsCutOff() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      while (connects(full, waiting)) {
        // Until its queue is full: it accepts nobody.
      }
      assertCutOff(
          "http://127.0.0.1:" + full.getLocalPort() + "/v1",
          new TeacherTimeouts(SHORT, LONG, LONG, LONG),
          "1 attempt: timeout while connecting; the last said: no connection stood within 0.25 s"
              + " (teachers.t1.timeouts.connect; raise it where that is too short) (check that the"
              + " server runs and base_url is right)");
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  private static boolean connects(ServerSocket server, List<Socket> open) throws IOException {
    Socket socket = new Socket();
    open.add(socket);
    try {
      socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Test
  void aSilentServerIsCutOff() throws IOException {
    assertCutOff(
        ScriptedServer.stall(),
        new TeacherTimeouts(LONG, SHORT, LONG, LONG),
        "1 attempt: timeout before the first byte; the last said: no reply began within 0.25 s"
            + " (teachers.t1.timeouts.read; raise it where that is too short)");
  }

  @Test
  void aServerThatSendsAByteAMinuteIsCutOff() throws IOException {
    assertCutOff(
        begunWith("{\"choices\": [{\"mess", Duration.ofMinutes(1)),
        new TeacherTimeouts(LONG, LONG, SHORT, LONG),
        "1 attempt: timeout between bytes; the last said: no further byte came within 0.25 s"
            + " (teachers.t1.timeouts.between; raise it where that is too short); 19 bytes came:"
            + " {\"choices\": [{\"mess");
  }

  @Test
  void aServerThatSendsAByteNowAndThenForEverIsCutOff() throws IOException {
    assertCutOff(
        begunWith("{\"choices\": [{\"mess", Duration.ofMillis(40)),
        new TeacherTimeouts(LONG, LONG, LONG, SHORT),
        "1 attempt: timeout of the whole call; the last said: the reply was not whole within 0.25"
            + " s (teachers.t1.timeouts.call; raise it where that is too short); ");
  }

  @Test
  void aServerThatDripsItsHeadersIsCutOff() throws IOException {
    assertCutOff(
        (socket, out, closing) -> {
          out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
          return drip(out, closing, Duration.ofMillis(40));
        },
        new TeacherTimeouts(LONG, LONG, LONG, SHORT),
        "1 attempt: timeout of the whole call; the last said: the reply was not whole within 0.25"
            + " s");
  }

  @Test
  void aServerThatDripsTheBodyOfAnErrorIsCutOffAndItsStatusTold() throws IOException {
    assertCutOff(
        (socket, out, closing) -> {
          out.write(
              "HTTP/1.1 503 Busy\r\nContent-Length: 60000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
          return drip(out, closing, Duration.ofMillis(40));
        },
        new TeacherTimeouts(LONG, LONG, LONG, SHORT),
        "1 attempt: HTTP 503; the last said: ");
  }

  @Test
  void theKeyIsInNoExcerptOfAReplyThatBrokeOff() throws IOException {
    String message =
        message(
            begunWith(
                "{\"error\":\"" + KEY + "\",\"" + " ".repeat(950) + KEY.repeat(20),
                Duration.ofMinutes(1)),
            new TeacherTimeouts(LONG, LONG, SHORT, LONG));
    assertThat(message).contains("bytes came: {\"error\":\"***\",\"").doesNotContain("key-");
  }

  /** Begins a long reply and goes on with it a byte at a time. */
  private static ScriptedServer.Reply begunWith(String body, Duration pause) {
    return (socket, out, closing) -> {
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
                  + body)
              .getBytes(StandardCharsets.US_ASCII));
      return drip(out, closing, pause);
    };
  }

  private static boolean drip(java.io.OutputStream out, CountDownLatch closing, Duration pause)
      throws IOException, InterruptedException {
    out.flush();
    while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      out.write('x');
      out.flush();
    }
    return false;
  }

  private static void assertCutOff(
      ScriptedServer.Reply reply, TeacherTimeouts timeouts, String story) throws IOException {
    assertThat(message(reply, timeouts)).contains(story);
  }

  private static String message(ScriptedServer.Reply reply, TeacherTimeouts timeouts)
      throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply)) {
      return message(server.baseUrl(), timeouts);
    }
  }

  private static void assertCutOff(String baseUrl, TeacherTimeouts timeouts, String story) {
    assertThat(message(baseUrl, timeouts)).contains(story);
  }

  private static String message(String baseUrl, TeacherTimeouts timeouts) {
    TeacherConfig config =
        TeacherConfig.builder("t1")
            .baseUrl(baseUrl)
            .model("m1")
            .apiKey(ApiKeySource.env("T1_KEY"))
            .timeouts(timeouts)
            .retry(new RetrySettings(1, LONG, Duration.ZERO, Duration.ZERO))
            .build();
    StringBuilder message = new StringBuilder();
    try (Teachers teachers =
        Teachers.builder(Map.of("t1", config), Map.of(TeacherRole.ACTOR, RoleTeachers.only("t1")))
            .protocols(Protocols.ALL)
            .environment(name -> KEY)
            .build()) {
      TeacherSession session = teachers.session("item", "generate", Map.of(), completion -> {});
      assertThatThrownBy(
              () ->
                  session.chat(
                      TeacherRole.ACTOR,
                      new ChatRequest(
                          List.of(Message.user("q")), List.of(), null, Sampling.SERVER)))
          .isInstanceOf(TeacherException.class)
          .satisfies(e -> assertThat(((TeacherException) e).reason()).isEqualTo("unavailable"))
          .satisfies(e -> message.append(e.getMessage()));
    }
    return message.toString();
  }
}
