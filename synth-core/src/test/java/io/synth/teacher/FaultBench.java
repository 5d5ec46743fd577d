package io.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.synth.config.ApiKeySource;
import io.synth.config.Budget;
import io.synth.config.Prices;
import io.synth.config.RetrySettings;
import io.synth.config.RoleTeachers;
import io.synth.config.TeacherConfig;
import io.synth.journal.Journal;
import io.synth.journal.JournalReader;
import io.synth.journal.JournalWriter;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.Spent;
import io.synth.model.TeacherRole;
import io.synth.teacher.protocol.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;

/**
 * The whole client, with a journal on the disk, a governor and a key, at a server that does
 * something wrong; and all that has to hold whatever that is.
 */
final class FaultBench implements AutoCloseable {
  /** Of no known form, and with what JSON may escape. */
  static final String KEY = "Xyzzy0Plugh/Frotz-Gnusto9Rezrov";

  static final ChatRequest REQUEST =
      new ChatRequest(List.of(Message.user("Which river? 哪条河？")), List.of(), null, Sampling.SERVER);

  private static final int ATTEMPTS = 2;

  /** Calls in flight. */
  private final AtomicInteger leases = new AtomicInteger();

  private final ConnectionLeaks leaks = new ConnectionLeaks();
  private final FakeTime time = new FakeTime();
  private final Traces told = new Traces();
  private final Path folder;
  private final Journal journal;
  private final JournalWriter writer;
  private final TeacherConfig config;
  private final LocalGovernor governor;
  private final Teachers teachers;
  final ScriptedServer server;

  FaultBench(Path folder, Wire wire, ServerFault fault) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    server = new ScriptedServer();
    journal = Journal.open(folder.toString(), new Configuration(false));
    writer = journal.writer("generate", 0);
    config =
        TeacherConfig.builder("t")
            .baseUrl(server.baseUrl())
            .protocol(wire.protocol())
            .model("m")
            .apiKey(ApiKeySource.env("KEY"))
            .prices(new Prices(1, 0.1, 2))
            .timeouts(fault.timeouts())
            .retry(
                new RetrySettings(
                    ATTEMPTS, Duration.ofHours(1), Duration.ofMillis(100), Duration.ofSeconds(10)))
            .build();
    governor = new LocalGovernor(List.of(config), Budget.NONE, Map.of(), time, time);
    teachers =
        Teachers.builder(Map.of("t", config), Map.of(TeacherRole.ACTOR, RoleTeachers.only("t")))
            .protocols(Protocols.ALL)
            .governor(new Counting())
            .sleeper(time)
            .clock(time)
            .environment(name -> KEY)
            .client(leaks.client())
            .build();
  }

  /** Has the server do it, and sees what comes of it. */
  static void check(Path folder, Wire wire, ServerFault fault) throws IOException {
    try (FaultBench bench = new FaultBench(folder, wire, fault)) {
      ScriptedServer.Reply wrong = fault.reply().apply(wire);
      switch (fault.end()) {
        case TRIED_AGAIN, LOST, TIMED_OUT -> bench.triedAgain(wire, wrong, fault);
        case REFUSED -> {
          bench.fails(wrong, fault, 1);
          assertThat(bench.kept()).isEmpty();
          assertThat(bench.spent()).isEqualTo(Spent.NOTHING);
        }
        case PAID -> bench.paid(wrong, fault);
        case USABLE -> bench.usable(wrong, fault);
      }
    }
  }

  private void triedAgain(Wire wire, ScriptedServer.Reply wrong, ServerFault fault) {
    int lost = fault.end() == ServerFault.End.TRIED_AGAIN ? 0 : 1;
    if (fault.end() != ServerFault.End.TIMED_OUT) {
      server.then(wrong).then(ScriptedServer.json(200, wire.good("good")));
      assertThat(chat().message().content()).isEqualTo("good");
      Completion kept = kept().get(0);
      assertThat(kept.attempts()).isEqualTo(2);
      assertThat(kept.lostCalls()).isEqualTo(lost);
      assertThat(kept.usage().calls()).isEqualTo(1);
      assertThat(server.exchanges()).hasSize(2);
      assertThat(server.exchanges().get(0).body()).isEqualTo(server.exchanges().get(1).body());
      assertThat(server.exchanges().get(1).headers()).doesNotContainKey("cookie");
    }
    for (int i = 1; i < ATTEMPTS; i++) {
      server.then(wrong);
    }
    fails(wrong, fault, ATTEMPTS);
    List<Completion> failures = kept().stream().filter(Completion::failed).toList();
    if (lost == 0) {
      assertThat(failures).isEmpty();
    } else {
      assertThat(failures).singleElement().matches(kept -> kept.failure().equals("lost"));
      assertThat(failures.get(0).lostCalls()).isEqualTo(ATTEMPTS);
    }
  }

  private void paid(ScriptedServer.Reply wrong, ServerFault fault) {
    TeacherException first = fails(wrong, fault, 1);
    assertThat(kept()).singleElement().matches(kept -> kept.failure().equals(fault.reason()));
    assertThat(kept().get(0).lostCalls()).isEqualTo(1);
    assertThat(kept().get(0).lostUsd()).isPositive();
    TeacherException again = failure("item 1");
    assertThat(again).hasMessage(first.getMessage());
    assertThat(server.exchanges()).hasSize(1);
  }

  private void usable(ScriptedServer.Reply reply, ServerFault fault) {
    server.then(reply);
    ChatReply first = chat();
    assertThat(first.message().content()).isEqualTo(fault.says());
    assertThat(kept()).singleElement().matches(kept -> !kept.failed() && kept.attempts() == 1);
    assertThat(chat()).isEqualTo(first);
    assertThat(server.exchanges()).hasSize(1);
  }

  private TeacherException fails(ScriptedServer.Reply wrong, ServerFault fault, int attempts) {
    int before = server.exchanges().size();
    server.then(wrong);
    TeacherException failure = failure("item " + attempts);
    assertThat(failure.reason()).isEqualTo(fault.reason());
    assertThat(failure)
        .hasMessageStartingWith(
            "teacher 't' (model m at "
                + server.baseUrl()
                + ") gave no usable reply in "
                + attempts
                + (attempts == 1 ? " attempt: " : " attempts: "));
    String labels = fault.says() + (", " + fault.says()).repeat(attempts - 1);
    assertThat(failure).hasMessageContaining(labels);
    assertThat(server.exchanges()).hasSize(before + attempts);
    return failure;
  }

  /** What a request brings; from the journal where it is there. */
  ChatReply chat() {
    return chat("item 0", REQUEST);
  }

  ChatReply chat(String item, ChatRequest request) {
    ChatReply reply = session(item).chat(TeacherRole.ACTOR, request);
    told.add(reply.toString());
    return reply;
  }

  private TeacherException failure(String item) {
    return failure(item, REQUEST);
  }

  TeacherException failure(String item, ChatRequest request) {
    TeacherException failure =
        catchThrowableOfType(
            TeacherException.class, () -> session(item).chat(TeacherRole.ACTOR, request));
    assertThat(failure).isNotNull();
    told.add(failure);
    return failure;
  }

  private TeacherSession session(String item) {
    Map<String, Completion> known = new HashMap<>();
    kept().stream()
        .filter(kept -> kept.itemId().equals(item))
        .forEach(kept -> known.put(kept.fingerprint(), kept));
    return teachers.session(item, "generate", known, writer::append);
  }

  /** All that the journal's files hold. */
  List<Completion> kept() {
    List<Completion> kept = new ArrayList<>();
    for (org.apache.hadoop.fs.Path segment : journal.segments()) {
      try (JournalReader reader = journal.reader(segment)) {
        reader.forEachRemaining(kept::add);
      }
    }
    return kept;
  }

  Spent spent() {
    return governor.spent().getOrDefault("t", Spent.NOTHING);
  }

  List<Duration> sleeps() {
    return time.sleeps();
  }

  @Override
  public void close() throws IOException {
    try {
      Spent journaled = kept().stream().map(Completion::spent).reduce(Spent.NOTHING, Spent::plus);
      assertThat(spent()).as("books").isEqualTo(journaled);
      assertThat(leases).as("calls in flight").hasValue(0);
      leaks.assertNone();
      told.add(governor.standing("t").describe());
      told.add(kept().toString());
      told.addFiles(folder);
      told.assertNone(KEY, "Xyzzy", "Rezrov", "leaked");
    } finally {
      writer.close();
      teachers.close();
      server.close();
      told.close();
    }
  }

  private final class Counting implements Governor {
    @Override
    public Lease lease(CallEstimate estimate, Duration patience) throws InterruptedException {
      Lease lease = governor.lease(estimate, patience);
      leases.incrementAndGet();
      return lease;
    }

    @Override
    public void settle(Lease lease, Settlement settlement) {
      told.add(settlement.toString());
      governor.settle(lease, settlement);
      leases.decrementAndGet();
    }

    @Override
    public Standing standing(String teacher) {
      return governor.standing(teacher);
    }
  }
}
