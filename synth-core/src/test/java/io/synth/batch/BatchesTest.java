package io.synth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.config.Budget;
import io.synth.model.Completion;
import io.synth.model.TeacherRole;
import io.synth.teacher.BudgetSpentException;
import io.synth.teacher.Replies;
import io.synth.teacher.TeacherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
  @TempDir private Path folder;

  private BatchTrial trial;

  @BeforeEach
  void open() throws IOException {
    trial = open("openai");
  }

  private BatchTrial open(String protocol) throws IOException {
    if (trial != null) {
      trial.close();
    }
    return new BatchTrial(folder.resolve("run"), protocol);
  }

  @AfterEach
  void close() {
    trial.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic"})
  void answersWhatIsWantedAtHalfThePrice(String dialect) throws IOException {
    trial = open(dialect);
    assertThat(trial.runStep()).containsExactlyInAnyOrderEntriesOf(BatchTrial.expected());
    List<Completion> journal = trial.journal();
    assertThat(journal).hasSize(BatchTrial.ITEMS);
    assertThat(journal)
        .allSatisfy(
            kept -> {
              assertThat(kept.costUsd()).isEqualTo(0.5 * (100 * 1.0 + 20 * 2.0) / 1e6);
              assertThat(kept.batch()).contains("batch_");
              assertThat(kept.step()).isEqualTo(BatchTrial.STEP);
              assertThat(kept.role()).isEqualTo(TeacherRole.JUDGE);
            });
    assertThat(trial.server.sizes()).containsExactly(BatchTrial.ITEMS);
    trial.assertAnsweredOnce();
    // All is in the journal: nothing is asked again, and nothing lies about.
    assertThat(trial.runStep()).containsExactlyInAnyOrderEntriesOf(BatchTrial.expected());
    assertThat(trial.server.sizes()).hasSize(1);
    try (Stream<Path> left = Files.walk(folder.resolve("run/batches"))) {
      assertThat(left.filter(Files::isRegularFile))
          .containsExactly(folder.resolve("run/batches/000001.json"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic"})
  void aKillAtAnyMomentLosesNothingAndPaysForNothingTwice(String dialect) throws Exception {
    trial = open(dialect);
    trial.mostRequests = 4;
    trial.server.setLooks(1);
    trial.runStep();
    int moments = trial.steps();
    assertThat(moments).isGreaterThan(10);
    for (int at = 0; at < moments; at++) {
      try (BatchTrial other = new BatchTrial(folder.resolve("kill-" + at), dialect)) {
        other.mostRequests = 4;
        other.server.setLooks(1);
        other.killAt = at;
        assertThatThrownBy(other::runStep).isInstanceOf(BatchTrial.Killed.class);
        other.killAt = Integer.MAX_VALUE;
        assertThat(other.runStep()).as("killed at %d", at).isEqualTo(BatchTrial.expected());
        other.assertAnsweredOnce();
        other.assertJournaledOnce();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic"})
  void whatASubmissionLeftOpenIsLookedForBeforeItIsSubmittedAgain(String dialect)
      throws IOException {
    trial = open(dialect);
    trial.server.trouble(new BatchServer.Trouble("create", 0, true));
    assertThat(trial.runStep()).isEqualTo(BatchTrial.expected());
    assertThat(trial.server.sizes()).containsExactly(BatchTrial.ITEMS);
    trial.assertAnsweredOnce();
  }

  @Test
  void aBatchOfSomebodyElseIsNotTakenForOurs() throws Exception {
    trial = open("anthropic");
    // At the same server, of as many requests, at the same time: but they are not ours.
    trial.somebodyElse();
    trial.server.trouble(new BatchServer.Trouble("create", 503, false));
    assertThat(trial.runStep()).isEqualTo(BatchTrial.expected());
    assertThat(trial.server.sizes()).containsExactly(BatchTrial.ITEMS, BatchTrial.ITEMS);
    trial.assertAnsweredOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"upload", "create", "look", "results"})
  void aServerInTroubleIsAskedAgain(String operation) {
    trial.server.trouble(new BatchServer.Trouble(operation, 503, false));
    trial.server.trouble(new BatchServer.Trouble(operation, 429, false));
    assertThat(trial.runStep()).isEqualTo(BatchTrial.expected());
    trial.assertAnsweredOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"upload", "create", "look", "results"})
  void aServerThatIsDownIsWaitedForUntilTheDeadline(String operation) {
    // More than retry.attempts of a call, and in less than retry.deadline.
    trouble(operation, 20);
    assertThat(trial.runStep()).isEqualTo(BatchTrial.expected());
    trial.assertAnsweredOnce();
    assertThat(trial.troubles).hasSize(20).containsOnly("t: HTTP 503: trouble");
  }

  @ParameterizedTest
  @ValueSource(strings = {"upload", "create", "look", "results"})
  void aServerThatStaysDownStopsTheRunWhichGoesOnLater(String operation) {
    trouble(operation, 1_000);
    assertThatThrownBy(trial::runStep)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining(
            "HTTP 503: trouble; it is kept, and the same command goes on with it");
    trial.server.endTroubles();
    assertThat(trial.runStep()).isEqualTo(BatchTrial.expected());
    assertThat(trial.server.sizes()).containsExactly(BatchTrial.ITEMS);
    trial.assertAnsweredOnce();
  }

  private void trouble(String operation, int times) {
    for (int i = 0; i < times; i++) {
      trial.server.trouble(new BatchServer.Trouble(operation, 503, false));
    }
  }

  @Test
  void requestsThatExpireOrFailGoIntoTheNextBatchAndThenByThemselves() {
    trial.answers =
        (id, body, before) -> {
          String text = body.toString();
          if (text.contains("question 3")) {
            return before == 0 ? new BatchServer.Answer(0, "") : BatchTrial.reply(body);
          }
          if (text.contains("question 4")) {
            return new BatchServer.Answer(500, Replies.error("broken"));
          }
          if (text.contains("question 5")) {
            return new BatchServer.Answer(400, Replies.error("no"));
          }
          return BatchTrial.reply(body);
        };
    Map<String, String> said = trial.runStep();
    assertThat(said.get("item-3")).isEqualTo("answer to question 3 的");
    assertThat(said.get("item-4")).isEqualTo("by itself");
    assertThat(said.get("item-5")).isEqualTo("by itself");
    assertThat(trial.chats).containsExactlyInAnyOrder("item-4", "item-5");
    assertThat(trial.server.sizes()).containsExactly(BatchTrial.ITEMS, 2, 1);
  }

  @Test
  void aReplyThatIsUnusableIsPaidForAndNotAskedForAgain() {
    trial.answers =
        (id, body, before) ->
            body.toString().contains("question 2")
                ? new BatchServer.Answer(200, "{\"choices\":[]}")
                : BatchTrial.reply(body);
    assertThat(trial.runStep().get("item-2")).startsWith("teacher 't' (model m at ");
    assertThat(trial.journal())
        .filteredOn(Completion::failed)
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.failure()).isEqualTo("invalid_response");
              assertThat(kept.lostCalls()).isEqualTo(1);
            });
    trial.assertAnsweredOnce();
    assertThat(trial.chats).isEmpty();
  }

  @Test
  void largeAmountsGoInSeveralBatches() {
    trial.mostRequests = 3;
    assertThat(trial.runStep()).isEqualTo(BatchTrial.expected());
    assertThat(trial.server.sizes()).containsExactly(3, 3, 1);
  }

  @Test
  void aBudgetLetsThroughWhatItAffords() {
    // Each may cost 0.13 cents at most, and costs a twentieth of it.
    trial.budget = new Budget(0.005, null, null);
    assertThat(trial.runStep()).isEqualTo(BatchTrial.expected());
    assertThat(trial.server.sizes()).hasSizeGreaterThan(1);
    assertThat(trial.server.sizes().get(0)).isLessThan(BatchTrial.ITEMS);
    trial.assertAnsweredOnce();

    trial.budget = new Budget(null, null, 3L + BatchTrial.ITEMS);
    assertThatThrownBy(() -> trial.runStep("another"))
        .isInstanceOf(BudgetSpentException.class)
        .hasMessageContaining("10 of 10 calls are used");
    assertThat(trial.journal()).hasSize(BatchTrial.ITEMS + 3);
    trial.budget = Budget.NONE;
    assertThat(trial.runStep("another")).hasSize(BatchTrial.ITEMS);
    trial.assertAnsweredOnce();
  }

  @Test
  void aRefusedBatchStopsTheRunAndSaysWhatToDo() {
    trial.server.setMost(5);
    assertThatThrownBy(trial::runStep)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("refused a batch of 7 requests: too_many_requests: not so many")
        .hasMessageContaining("batch.max_requests");
    trial.mostRequests = 5;
    assertThat(trial.runStep()).isEqualTo(BatchTrial.expected());
    trial.assertAnsweredOnce();
  }

  @Test
  void aServerWithoutBatchesIsToldFrom404() {
    trial.server.trouble(new BatchServer.Trouble("upload", 404, false));
    assertThatThrownBy(trial::runStep)
        .isInstanceOf(TeacherException.class)
        .hasMessageContaining("HTTP 404")
        .hasMessageContaining("take the role out of batch.roles");
  }
}
