package io.synth.teacher;

import static io.synth.teacher.Replies.error;
import static io.synth.teacher.Replies.text;
import static io.synth.teacher.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.config.Budget;
import io.synth.config.RetrySettings;
import io.synth.config.RoleTeachers;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherConfigBuilder;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.teacher.protocol.Protocols;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One teacher takes an item over from another. */
class SuccessionTest {
  private final FakeTime time = new FakeTime();
  private final ScriptedServer big = new ScriptedServer();
  private final ScriptedServer spare = new ScriptedServer();
  private final List<Completion> journal = new ArrayList<>();
  private Budget budget = Budget.NONE;
  private UnaryOperator<TeacherConfigBuilder> ofBig = builder -> builder;
  private UnaryOperator<TeacherConfigBuilder> ofSpare = builder -> builder;

  SuccessionTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    big.close();
    spare.close();
  }

  @ParameterizedTest
  @CsvSource({
    "401, bad key",
    "402, pay first",
    "404, no such model",
    "503, loading",
    "429, slow down"
  })
  void theNextOneTakesOverFromATeacherThatCannotBeHad(int status, String words) {
    big.then(json(status, error(words))).then(json(status, error(words)));
    spare.then(json(200, text("one"))).then(json(200, text("two")));
    TeacherSession session = teachers().session("item", "generate", Map.of(), journal::add);
    assertThat(session.teacher(TeacherRole.ACTOR)).isEqualTo("big");
    assertThat(said(session, "q1")).isEqualTo("one");
    assertThat(session.teacher(TeacherRole.ACTOR)).isEqualTo("spare");
    int asked = big.exchanges().size();
    assertThat(said(session, "q2")).isEqualTo("two");
    assertThat(big.exchanges()).as("the item stays where it is").hasSize(asked);
    assertThat(journal).extracting(Completion::teacher).containsExactly("spare", "spare");
    assertThat(journal).extracting(Completion::insteadOf).containsExactly("big", "big");
  }

  @ParameterizedTest
  @CsvSource({
    "400, this model's maximum context length is 100 tokens, context_length",
    "400, content_filter: flagged, content_filter",
    "400, no such setting, bad_request"
  })
  void whatIsTheItemsOwnFateIsNotTriedElsewhere(int status, String words, String reason) {
    big.then(json(status, error(words)));
    assertThatThrownBy(() -> said(session(), "q"))
        .isInstanceOfSatisfying(
            TeacherException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(spare.exchanges()).isEmpty();
  }

  @Test
  void aReplayTakesTheReplyOfWhoeverAnsweredAndAsksNobody() {
    big.then(json(200, text("one"))).then(json(401, error("bad key")));
    spare.then(json(200, text("two"))).then(json(200, text("three")));
    TeacherSession first = session();
    assertThat(said(first, "q1")).isEqualTo("one");
    assertThat(said(first, "q2")).isEqualTo("two");

    Map<String, Completion> journaled = new TreeMap<>();
    journal.forEach(completion -> journaled.put(completion.fingerprint(), completion));
    TeacherSession second = teachers().session("item", "generate", journaled, journal::add);
    assertThat(said(second, "q1")).isEqualTo("one");
    assertThat(second.teacher(TeacherRole.ACTOR)).isEqualTo("big");
    assertThat(said(second, "q2")).isEqualTo("two");
    assertThat(second.teacher(TeacherRole.ACTOR)).isEqualTo("spare");
    assertThat(second.usage()).isEqualTo(first.usage());
    assertThat(big.exchanges()).hasSize(2);
    assertThat(spare.exchanges()).hasSize(1);

    assertThat(said(second, "q3")).as("from the frontier on it goes on").isEqualTo("three");
    assertThat(big.exchanges()).hasSize(2);
    assertThat(journal.get(2).insteadOf()).isEqualTo("big");
  }

  @Test
  void ofTwoKeysForOneModelAReplayTellsWhichOneAnswered() {
    ofBig = builder -> builder.budget(new Budget(null, null, 0L));
    ofSpare = builder -> builder.baseUrl(big.baseUrl()).model("big-model");
    big.then(json(200, text("one")));
    assertThat(said(session(), "q")).isEqualTo("one");
    assertThat(journal.get(0).teacher()).isEqualTo("spare");

    TeacherSession replay =
        teachers()
            .session(
                "item",
                "generate",
                Map.of(journal.get(0).fingerprint(), journal.get(0)),
                journal::add);
    assertThat(said(replay, "q")).isEqualTo("one");
    assertThat(replay.teacher(TeacherRole.ACTOR)).isEqualTo("spare");
  }

  @Test
  void eachTeacherGetsTheRequestWithItsOwnModel() {
    big.then(json(401, error("bad key")));
    spare.then(json(200, text("one")));
    said(session(), "q");
    assertThat(big.exchanges().get(0).body()).contains("\"model\":\"big-model\"");
    assertThat(spare.exchanges().get(0).body()).contains("\"model\":\"spare-model\"");
    assertThat(spare.exchanges().get(0).headers().get("idempotency-key"))
        .isNotEqualTo(big.exchanges().get(0).headers().get("idempotency-key"));
  }

  @Test
  void aSpentBudgetOfOneTeacherIsNoReasonToStop() {
    ofBig = builder -> builder.budget(new Budget(null, null, 1L));
    big.then(json(200, text("one")));
    spare.then(json(200, text("two")));
    TeacherSession session = session();
    assertThat(said(session, "q1")).isEqualTo("one");
    assertThat(said(session, "q2")).isEqualTo("two");
    assertThat(journal.get(1).insteadOf()).isEqualTo("big");
  }

  @Test
  void theRunsBudgetStopsAllOfThem() {
    budget = new Budget(null, null, 1L);
    big.then(json(200, text("one")));
    TeacherSession session = session();
    said(session, "q1");
    assertThatThrownBy(() -> said(session, "q2"))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessageStartingWith("the budget of the run is spent: 1 of 1 calls are used");
    assertThat(spare.exchanges()).isEmpty();
  }

  @Test
  void whenNobodyCanBeHadEachOnesStoryIsTold() {
    big.then(json(401, error("bad key")));
    ofSpare = builder -> builder.budget(new Budget(0.0, null, 0L));
    assertThatThrownBy(() -> said(session(), "q"))
        .isInstanceOfSatisfying(
            TeacherException.class, e -> assertThat(e.outage()).as("the run stops").isTrue())
        .hasMessageContaining("teacher 'big' (model big-model at ")
        .hasMessageContaining("HTTP 401; the last said: bad key (check api_key)")
        .hasMessageContaining(
            "; and the budget of teacher 'spare' is spent: 0 of 0 calls are used");
  }

  @Test
  void aTeacherWhoseContextIsTooSmallForWhatWasSaidDoesNotTakeOver() {
    ofSpare = builder -> builder.contextTokens(1_000);
    big.then(json(401, error("bad key")));
    assertThatThrownBy(() -> said(session(), "long ".repeat(1_000)))
        .hasMessageContaining(
            "; and teacher 'spare' could not take over, as its context window of 1000 tokens is too"
                + " small for what was said so far");
    assertThat(spare.exchanges()).isEmpty();
  }

  @Test
  void oneThatIsPlainlyDownIsNotWaitedForByEveryItemAndIsTriedAgain() {
    Teachers teachers = teachers();
    for (int i = 0; i < TeacherCircuit.IN_A_ROW; i++) {
      big.then(json(503, error("down")));
    }
    for (int i = 0; i < 50; i++) {
      spare.then(json(200, text("spare " + i)));
    }
    int items = 0;
    while (big.exchanges().size() < TeacherCircuit.IN_A_ROW) {
      said(item(teachers, items++), "q");
    }
    // The first item waits for its patience, with probes; the next ones see that it is down.
    time.pass(Duration.ofMinutes(1));
    long before = time.millis();
    int probes = big.exchanges().size();
    big.then(json(503, error("down")));
    for (int i = 0; i < 10; i++) {
      said(item(teachers, items++), "q");
    }
    assertThat(time.millis() - before).isLessThan(Duration.ofSeconds(30).toMillis());
    assertThat(big.exchanges().size() - probes).as("single probes").isLessThanOrEqualTo(2);

    time.pass(Duration.ofMinutes(2));
    big.then(json(200, text("big again"))).then(json(200, text("big as before")));
    assertThat(said(item(teachers, items++), "q")).isEqualTo("big again");
    assertThat(said(item(teachers, items), "q")).isEqualTo("big as before");
  }

  @Test
  void whereAllAreDownTheyAreWaitedForInTurn() {
    RetrySettings impatient =
        new RetrySettings(1, Duration.ofMinutes(30), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    ofBig = builder -> builder.retry(impatient);
    ofSpare = builder -> builder.retry(impatient);
    Teachers teachers = teachers();
    for (int i = 0; i < TeacherCircuit.IN_A_ROW; i++) {
      big.then(json(503, error("down")));
      spare.then(json(503, error("down")));
    }
    for (int i = 0; i < TeacherCircuit.IN_A_ROW; i++) {
      assertThatThrownBy(() -> said(item(teachers, 0), "q")).isInstanceOf(TeacherException.class);
    }
    big.then(json(503, error("still down")));
    spare.then(json(200, text("back")));
    assertThat(said(item(teachers, 1), "q")).isEqualTo("back");
    assertThat(big.exchanges()).hasSize(TeacherCircuit.IN_A_ROW + 1);
  }

  private TeacherSession session() {
    return item(teachers(), -1);
  }

  private TeacherSession item(Teachers teachers, int number) {
    return teachers.session(
        number < 0 ? "item" : "item-" + number, "generate", Map.of(), journal::add);
  }

  private static String said(TeacherSession session, String question) {
    return session
        .chat(
            TeacherRole.ACTOR,
            new ChatRequest(List.of(Message.user(question)), List.of(), null, Sampling.SERVER))
        .message()
        .content();
  }

  private Teachers teachers() {
    TeacherConfig first = ofBig.apply(config("big", big)).build();
    TeacherConfig second = ofSpare.apply(config("spare", spare)).build();
    return Teachers.builder(
            Map.of("big", first, "spare", second),
            Map.of(
                TeacherRole.ACTOR,
                new RoleTeachers(new TreeMap<>(Map.of("big", 1.0, "spare", 0.0)))))
        .protocols(Protocols.ALL)
        .governor(new LocalGovernor(List.of(first, second), budget, Map.of(), time, time))
        .sleeper(time)
        .clock(time)
        .build();
  }

  private static TeacherConfigBuilder config(String name, ScriptedServer server) {
    return TeacherConfig.builder(name)
        .baseUrl(server.baseUrl())
        .model(name + "-model")
        .retry(
            new RetrySettings(
                2, Duration.ofMinutes(30), Duration.ofMillis(1), Duration.ofMillis(1)));
  }
}
