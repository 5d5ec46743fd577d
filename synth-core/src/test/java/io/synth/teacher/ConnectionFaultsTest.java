package io.synth.teacher;

import static io.synth.teacher.ScriptedServer.hasty;
import static io.synth.teacher.ScriptedServer.json;
import static io.synth.teacher.ServerFault.usable;
import static org.assertj.core.api.Assertions.assertThat;

import io.synth.config.TeacherConfig;
import io.synth.model.Completion;
import io.synth.model.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of connections that end at other times than requests do. */
class ConnectionFaultsTest {
  private static final ServerFault ANY = usable("", "", wire -> json(200, ""));
  private static final Wire WIRE = Wire.OPENAI;

  /** Longer than what the sockets hold for a server that does not read. */
  private static final ChatRequest LONG =
      new ChatRequest(
          List.of(Message.user("0123456789abcdef".repeat(1 << 20))),
          List.of(),
          null,
          Sampling.SERVER);

  private final Path folder;

  ConnectionFaultsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aConnectionThatEndsBetweenTwoCallsCostsNoAttempt() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (FaultBench bench = new FaultBench(folder, WIRE, ANY)) {
      bench
          .server
          .then(
              (socket, out, closing) -> {
                json(200, WIRE.good("one")).send(socket, out, closing);
                socket.close();
                closed.countDown();
                return false;
              })
          .then(json(200, WIRE.good("two")));
      bench.chat("item 1", FaultBench.REQUEST);
      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
      // Idle for long enough to be looked at.
      TimeUnit.MILLISECONDS.sleep(100);
      assertThat(bench.chat("item 2", FaultBench.REQUEST).message().content()).isEqualTo("two");
      assertThat(bench.kept())
          .hasSize(2)
          .allMatch(kept -> kept.attempts() == 1 && kept.lostCalls() == 0);
      assertThat(bench.server.exchanges()).hasSize(2);
      assertThat(bench.server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aServerOfHttp10IsAskedToCloseWhatItCloses() throws IOException {
    int calls = 20;
    try (FaultBench bench = new FaultBench(folder, WIRE, ANY)) {
      for (int i = 0; i < calls; i++) {
        String good = WIRE.good("good");
        bench.server.then(
            ScriptedServer.raw(
                "HTTP/1.0 200 OK\r\nContent-Length: " + good.length() + "\r\n\r\n" + good, false));
      }
      for (int i = 0; i < calls; i++) {
        bench.chat("item " + i, FaultBench.REQUEST);
      }
      assertThat(bench.server.connections()).isEqualTo(calls);
      List<ScriptedServer.Exchange> later = bench.server.exchanges().subList(1, calls);
      assertThat(later)
          .allSatisfy(sent -> assertThat(sent.headers()).containsEntry("connection", "close"));
    }
  }

  @Test
  void aConnectionThatStaysIsUsedAgain() throws IOException {
    try (FaultBench bench = new FaultBench(folder, WIRE, ANY)) {
      bench.server.then(json(200, WIRE.good("one"))).then(json(503, "busy"));
      bench.server.then(json(200, WIRE.good("two")));
      bench.chat("item 1", FaultBench.REQUEST);
      bench.chat("item 2", FaultBench.REQUEST);
      assertThat(bench.server.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatIsLeftOfABrokenReplyIsNotReadAsTheNext() throws IOException {
    try (FaultBench bench = new FaultBench(folder, WIRE, ANY)) {
      String other = WIRE.good("of another");
      bench
          .server
          .then(
              ScriptedServer.raw(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{ HTTP/1.1 200 OK\r\nContent-Length: "
                      + other.length()
                      + "\r\n\r\n"
                      + other,
                  true))
          .then(json(200, WIRE.good("its own")));
      assertThat(bench.chat().message().content()).isEqualTo("its own");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "\r\n", "HTTP/1.1 5"})
  void whatComesAfterAWholeReplyIsNotReadAsTheNext(String more) throws IOException {
    try (FaultBench bench = new FaultBench(folder, WIRE, ANY)) {
      bench
          .server
          .then(ScriptedServer.raw(answered(WIRE.good("whole")) + more, true))
          .then(json(200, WIRE.good("its own")));
      assertThat(bench.chat("item 1", FaultBench.REQUEST).message().content()).isEqualTo("whole");
      assertThat(bench.chat("item 2", FaultBench.REQUEST).message().content()).isEqualTo("its own");
      assertThat(bench.server.connections()).isEqualTo(2);
      assertThat(bench.server.exchanges()).hasSize(2);
    }
  }

  @Test
  void whatComesLaterThanAWholeReplyIsNotReadAsTheNext() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    try (FaultBench bench = new FaultBench(folder, WIRE, ANY)) {
      bench
          .server
          .then(
              (socket, out, closing) -> {
                out.write(answered(WIRE.good("whole")).getBytes(StandardCharsets.UTF_8));
                out.flush();
                sent.await();
                out.write(answered(WIRE.good("of another")).getBytes(StandardCharsets.UTF_8));
                out.flush();
                return true;
              })
          .then(json(200, WIRE.good("its own")));
      bench.chat("item 1", FaultBench.REQUEST);
      sent.countDown();
      // Not idle for long enough to be looked at for its end.
      TimeUnit.MILLISECONDS.sleep(10);
      assertThat(bench.chat("item 2", FaultBench.REQUEST).message().content()).isEqualTo("its own");
    }
  }

  private static String answered(String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + body;
  }

  @Test
  void anErrorBeforeTheRequestIsReadIsTold() throws IOException {
    try (FaultBench bench = new FaultBench(folder, WIRE, ANY)) {
      bench.server.then(
          hasty(
              (socket, out, closing) -> {
                json(413, "", "Connection: close").send(socket, out, closing);
                socket.shutdownOutput();
                socket.getInputStream().skipNBytes(LONG.messages().get(0).content().length());
                return false;
              }));
      assertThat(bench.failure("item", LONG).reason()).isEqualTo("request_too_large");
      assertThat(bench.server.exchanges()).hasSize(1);
      assertThat(bench.kept()).isEmpty();
    }
  }

  @Test
  void aServerThatHangsUpBeforeTheRequestIsReadIsCalledAgain() throws IOException {
    try (FaultBench bench = new FaultBench(folder, WIRE, ANY)) {
      bench.server.then(hasty(ScriptedServer.hangUp())).then(json(200, WIRE.good("good")));
      assertThat(bench.chat("item", LONG).message().content()).isEqualTo("good");
      Completion kept = bench.kept().get(0);
      assertThat(kept.attempts()).isEqualTo(2);
      assertThat(kept.lostCalls()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatNeverReadsIsGivenUp() throws IOException {
    ServerFault silent = ServerFault.silent("", ScriptedServer.stall());
    try (FaultBench bench = new FaultBench(folder, WIRE, silent)) {
      bench.server.then(hasty(ScriptedServer.stall())).then(hasty(ScriptedServer.stall()));
      assertThat(bench.failure("item", LONG))
          .hasMessageContaining("in 2 attempts: timeout before the first byte, timeout before");
    }
  }

  @Test
  void aStreamOfHttp2ThatIsResetIsTriedAgain() {
    TeacherConfig teacher =
        TeacherConfig.builder("t").baseUrl("https://host/v1").model("m").build();
    for (boolean begun : new boolean[] {false, true}) {
      for (IOException reset :
          List.of(
              new StreamResetException(ErrorCode.REFUSED_STREAM),
              new ConnectionShutdownException())) {
        CallFailure failure = ConnectionFailures.of(reset, teacher, begun);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.label()).isEqualTo("connection reset");
        assertThat(failure.charge()).isEqualTo(CallFailure.Charge.UNKNOWN);
      }
    }
  }
}
