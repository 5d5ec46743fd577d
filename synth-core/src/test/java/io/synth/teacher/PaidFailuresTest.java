package io.synth.teacher;

import static io.synth.teacher.Replies.error;
import static io.synth.teacher.Replies.text;
import static io.synth.teacher.ScriptedServer.bytes;
import static io.synth.teacher.ScriptedServer.cut;
import static io.synth.teacher.ScriptedServer.json;
import static io.synth.teacher.ScriptedServer.reset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.synth.config.Budget;
import io.synth.config.Prices;
import io.synth.config.RateLimits;
import io.synth.config.RetrySettings;
import io.synth.config.RoleTeachers;
import io.synth.config.TeacherConfig;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.Spent;
import io.synth.model.TeacherRole;
import io.synth.teacher.protocol.Protocols;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was paid for without a usable reply: kept, counted, and not paid for again. */
class PaidFailuresTest {
  private static final ChatRequest REQUEST =
      new ChatRequest(List.of(Message.user("Which river? 哪条河？")), List.of(), null, Sampling.SERVER);

  private final FakeTime time = new FakeTime();
  private final ScriptedServer server;
  private final List<Completion> journal = new ArrayList<>();
  private Budget budget = Budget.NONE;
  private int attempts = 3;

  /** As the governor of the last teachers counts it. */
  private Spent spent = Spent.NOTHING;

  PaidFailuresTest() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Welcome</html>",
        "{\"choices\":[]}",
        "{\"choices\": nonsense}",
        "[1, 2]",
        "{\"choices\":[{\"message\":{\"content\":\"\u0000 \\uD83D\"}, }]}"
      })
  void aReplyThatIsUnusableIsNotAskedForAgain(String body) {
    server.then(bytes(200, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    TeacherException first = failure(teachers());
    assertThat(first.reason()).isEqualTo("invalid_response");
    assertThat(journal)
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.failure()).isEqualTo("invalid_response");
              assertThat(kept.usage().calls()).isZero();
              assertThat(kept.lostCalls()).isEqualTo(1);
              assertThat(kept.lostUsd()).isPositive();
            });
    TeacherException again = failure(teachers());
    assertThat(again).hasMessage(first.getMessage());
    assertThat(again.reason()).isEqualTo(first.reason());
    assertThat(server.exchanges()).hasSize(1);
    assertThat(journal).hasSize(1);
  }

  @Test
  void norIsItWithinOneSession() {
    server.then(json(200, "no JSON")).then(json(200, text("late")));
    TeacherSession session = session(teachers());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> session.chat(TeacherRole.ACTOR, REQUEST))
          .isInstanceOf(TeacherException.class)
          .hasMessageContaining("no JSON");
    }
    assertThat(server.exchanges()).hasSize(1);
    assertThat(journal).hasSize(1);
  }

  @Test
  void whatIsLeftOfACutReplyIsNotTakenForTheNextOne() {
    String whole = text("Noteć");
    String half = whole.substring(0, whole.length() / 2);
    server
        .then(
            (socket, out, closing) -> {
              boolean open = json(200, half).send(socket, out, closing);
              out.write(whole.substring(half.length()).getBytes(StandardCharsets.UTF_8));
              out.flush();
              return open;
            })
        .then(json(200, whole));
    assertThat(session(teachers()).chat(TeacherRole.ACTOR, REQUEST).message().content())
        .isEqualTo("Noteć");
    assertThat(journal.get(0).attempts()).isEqualTo(2);
    assertThat(server.exchanges()).hasSize(2);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void attemptsThatWereLostCountWithTheReplyThatCame() {
    server.then(reset()).then(cut("{\"choices\"")).then(json(200, text("Oder")));
    Teachers teachers = teachers();
    assertThat(session(teachers).chat(TeacherRole.ACTOR, REQUEST).message().content())
        .isEqualTo("Oder");
    Completion kept = journal.get(0);
    assertThat(kept.failed()).isFalse();
    assertThat(kept.attempts()).isEqualTo(3);
    assertThat(kept.spent().calls()).isEqualTo(3);
    assertThat(kept.lostCalls()).isEqualTo(2);
    assertThat(kept.spent()).isEqualTo(spent);
  }

  @Test
  void aCallThatOnlyLostItsRepliesCountsAndIsMadeAgain() {
    attempts = 2;
    server.then(cut("{")).then(cut("{")).then(json(200, text("Warta")));
    assertThat(failure(teachers()).reason()).isEqualTo("truncated");
    assertThat(journal).singleElement().matches(kept -> kept.failure().equals("lost"));
    assertThat(journal.get(0).spent()).isEqualTo(spent);
    assertThat(session(teachers()).chat(TeacherRole.ACTOR, REQUEST).message().content())
        .isEqualTo("Warta");
    assertThat(journal.get(1).fingerprint()).isNotEqualTo(journal.get(0).fingerprint());
  }

  @Test
  void whatIsRefusedCostsNothingAndIsMadeAgain() {
    server.then(json(400, error("no"))).then(json(200, text("yes")));
    assertThat(failure(teachers()).reason()).isEqualTo("bad_request");
    assertThat(journal).isEmpty();
    assertThat(session(teachers()).chat(TeacherRole.ACTOR, REQUEST).message().content())
        .isEqualTo("yes");
  }

  @Test
  void aBudgetThatEndsBetweenTwoAttemptsKeepsWhatTheFirstMayHaveCost() {
    budget = new Budget(null, null, 1L);
    server.then(cut("{"));
    assertThatThrownBy(() -> session(teachers()).chat(TeacherRole.ACTOR, REQUEST))
        .isInstanceOf(BudgetSpentException.class);
    assertThat(journal).singleElement().matches(kept -> kept.failure().equals("lost"));
    // Another process knows it.
    Map<String, Spent> before = Map.of("t", journal.get(0).spent());
    assertThatThrownBy(() -> governor(before).attempt(new CallEstimate("t", 1, 1, 0)))
        .isInstanceOf(BudgetSpentException.class);
    assertThat(server.exchanges()).hasSize(1);
  }

  @Test
  void afterAStopNoCallBeginsAndNoneIsRetried() {
    Teachers teachers = teachers();
    server.then(
        (socket, out, closing) -> {
          // While a call is in flight: it ends as it would.
          teachers.stop();
          return json(200, text("in flight")).send(socket, out, closing);
        });
    TeacherSession session = session(teachers);
    assertThat(session.chat(TeacherRole.ACTOR, REQUEST).message().content()).isEqualTo("in flight");
    assertThatThrownBy(() -> session.chat(TeacherRole.ACTOR, REQUEST))
        .isInstanceOf(TeacherException.class)
        .satisfies(e -> assertThat(((TeacherException) e).outage()).isTrue());
    assertThat(server.exchanges()).hasSize(1);

    journal.clear();
    Teachers others = teachers();
    server.then(
        (socket, out, closing) -> {
          others.stop();
          return json(503, error("busy")).send(socket, out, closing);
        });
    assertThat(failure(others).reason()).isEqualTo("stopped");
    assertThat(server.exchanges()).hasSize(2);
  }

  private TeacherException failure(Teachers teachers) {
    TeacherException failure =
        catchThrowableOfType(
            TeacherException.class, () -> session(teachers).chat(TeacherRole.ACTOR, REQUEST));
    assertThat(failure).isNotNull();
    return failure;
  }

  private TeacherSession session(Teachers teachers) {
    Map<String, Completion> journaled = new HashMap<>();
    journal.forEach(kept -> journaled.put(kept.fingerprint(), kept));
    return teachers.session("item", "generate", journaled, journal::add);
  }

  private Teachers teachers() {
    LocalGovernor governor = governor(Map.of());
    return Teachers.builder(
            Map.of("t", config()), Map.of(TeacherRole.ACTOR, RoleTeachers.only("t")))
        .protocols(Protocols.ALL)
        .governor(new Counting(governor))
        .sleeper(time)
        .clock(time)
        .build();
  }

  private LocalGovernor governor(Map<String, Spent> before) {
    return new LocalGovernor(List.of(config()), budget, before, time, time);
  }

  private TeacherConfig config() {
    return TeacherConfig.builder("t")
        .baseUrl(server.baseUrl())
        .model("m")
        .prices(new Prices(1, 0.1, 2))
        .limits(RateLimits.NONE)
        .retry(
            new RetrySettings(
                attempts, Duration.ofHours(1), Duration.ofMillis(100), Duration.ofSeconds(10)))
        .build();
  }

  @Test
  void aCallThatIsCutOffByTheEndOfItsProcessIsNoOutageOfTheTeacher() {
    Teachers teachers = teachers();
    server.then(
        (socket, out, closing) -> {
          teachers.close();
          return false;
        });
    TeacherException failure = failure(teachers);
    assertThat(failure.cutOff()).isTrue();
    assertThat(failure).hasMessageContaining("the run is being stopped");
    assertThat(server.exchanges()).hasSize(1);
  }

  /** Keeps what the governor has counted when a call was settled. */
  private final class Counting implements Governor {
    private final LocalGovernor governor;

    private Counting(LocalGovernor governor) {
      this.governor = governor;
    }

    @Override
    public Lease lease(CallEstimate estimate, Duration patience) throws InterruptedException {
      return governor.lease(estimate, patience);
    }

    @Override
    public void settle(Lease lease, Settlement settlement) {
      governor.settle(lease, settlement);
      spent = governor.spent().getOrDefault("t", Spent.NOTHING);
    }

    @Override
    public Standing standing(String teacher) {
      return governor.standing(teacher);
    }
  }
}
