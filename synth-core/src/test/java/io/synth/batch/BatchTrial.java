package io.synth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.synth.run.RunFolder;
import io.synth.teacher.CallFailure;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.Deferral;
import io.synth.teacher.FakeTime;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.ParkedException;
import io.synth.teacher.Replies;
import io.synth.teacher.Sampling;
import io.synth.teacher.TeacherException;
import io.synth.teacher.TeacherSession;
import io.synth.teacher.Teachers;
import io.synth.teacher.WantedCall;
import io.synth.teacher.protocol.Protocols;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.apache.hadoop.conf.Configuration;

/** A run in a folder of its own, with a server of its own. */
final class BatchTrial implements AutoCloseable {
  static final String STEP = "check";
  static final int ITEMS = 7;

  /** The process ends here, as by SIGKILL. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  final BatchServer server;
  final String protocol;
  final List<String> chats = new ArrayList<>();
  final List<String> troubles = new ArrayList<>();
  BatchServer.Answers answers = (id, body, before) -> reply(body);
  Budget budget = Budget.NONE;
  int mostRequests = 1_000;

  /** After so many steps it is killed. */
  int killAt = Integer.MAX_VALUE;

  private final Path folder;
  private final FakeTime time = new FakeTime();
  private final AtomicInteger steps = new AtomicInteger();

  BatchTrial(Path folder, String protocol) throws IOException {
    this.folder = folder;
    this.protocol = protocol;
    this.server = new BatchServer((id, body, before) -> answers.of(id, body, before));
  }

  @Override
  public void close() {
    server.close();
  }

  int steps() {
    return steps.get();
  }

  void somebodyElse() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < ITEMS; i++) {
      requests
          .append(i == 0 ? "" : ",")
          .append("{\"custom_id\":\"foreign-" + i + "\",\"params\":{\"messages\":[]}}");
    }
    okhttp3.Request request =
        new okhttp3.Request.Builder()
            .url(server.anthropic() + "/messages/batches")
            .post(
                okhttp3.RequestBody.create(
                    "{\"requests\":[" + requests + "]}", okhttp3.MediaType.get("application/json")))
            .build();
    new OkHttpClient().newCall(request).execute().close();
  }

  static Map<String, String> expected() {
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < ITEMS; i++) {
      expected.put("item-" + i, "answer to question " + i + " 的");
    }
    return expected;
  }

  /** Both dialects at once: each reads what is its own. */
  static BatchServer.Answer reply(JsonNode body) {
    JsonNode messages = body.path("messages");
    JsonNode content = messages.path(messages.size() - 1).path("content");
    String question = content.isTextual() ? content.asText() : content.findPath("text").asText();
    String text = "answer to " + question;
    return new BatchServer.Answer(
        200,
        "{\"model\":\"m-1\",\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":"
            + Replies.quoted(text)
            + "},\"finish_reason\":\"stop\"}],\"content\":[{\"type\":\"text\",\"text\":"
            + Replies.quoted(text)
            + "}],\"stop_reason\":\"end_turn\",\"usage\":{\"prompt_tokens\":100,"
            + "\"completion_tokens\":20,\"input_tokens\":100,\"output_tokens\":20}}");
  }

  void assertAnsweredOnce() {
    assertThat(server.answered().values()).allMatch(times -> times == 1);
  }

  void assertJournaledOnce() {
    Set<String> calls = new HashSet<>();
    assertThat(journal()).allMatch(kept -> calls.add(kept.itemId() + kept.fingerprint()));
  }

  Map<String, String> runStep() {
    return runStep("item");
  }

  /** As a process does a step: round by round, until no item waits. */
  Map<String, String> runStep(String name) {
    Journal journal = openJournal();
    Map<String, Spent> spent = new HashMap<>();
    journal().forEach(kept -> spent.merge(kept.teacher(), kept.spent(), Spent::plus));
    LocalGovernor governor = new LocalGovernor(List.of(config()), budget, spent, time, time);
    Teachers teachers =
        Teachers.builder(Map.of("t", config()), Map.of(TeacherRole.JUDGE, RoleTeachers.only("t")))
            .protocols(Protocols.ALL)
            .governor(governor)
            .sleeper(time)
            .clock(time)
            .client(new OkHttpClient.Builder().addInterceptor(this::kill).build())
            .build();
    RunFolder run = RunFolder.at(folder.toString(), new Configuration());
    Batches batches =
        new Batches(
            run,
            teachers,
            governor,
            journal,
            new BatchSettings(mostRequests, 3, Duration.ofMinutes(1)),
            new Watcher(),
            time,
            time);
    batches.resume(STEP);
    while (true) {
      Map<String, String> said = round(name, teachers, new BatchFolder(run), journal);
      if (said.size() == ITEMS) {
        teachers.close();
        return said;
      }
      batches.answer(STEP);
    }
  }

  private Map<String, String> round(
      String name, Teachers teachers, BatchFolder batches, Journal journal) {
    Map<String, Map<String, Completion>> journaled = new HashMap<>();
    journal()
        .forEach(
            kept ->
                journaled
                    .computeIfAbsent(kept.itemId(), item -> new HashMap<>())
                    .put(kept.fingerprint(), kept));
    Set<String> byCall = batches.byCall(STEP, 5);
    Map<String, String> said = new TreeMap<>();
    try (WantedFile wanted = batches.wanted(STEP, 5);
        JournalWriter writer = journal.writer(STEP, 5)) {
      Deferral deferral =
          new Deferral() {
            @Override
            public boolean takes(TeacherRole role, String fingerprint) {
              return !byCall.contains(fingerprint);
            }

            @Override
            public void want(WantedCall call) {
              wanted.add(call);
            }
          };
      for (int i = 0; i < ITEMS; i++) {
        String item = name + "-" + i;
        TeacherSession session =
            teachers.session(
                item, STEP, journaled.getOrDefault(item, Map.of()), writer::append, deferral);
        ChatRequest request =
            new ChatRequest(
                List.of(Message.user("question " + i + " 的")),
                List.of(),
                null,
                Sampling.SERVER.withMaxTokens(1_000));
        try {
          said.put(item, session.chat(TeacherRole.JUDGE, request).message().content());
        } catch (ParkedException e) {
          // It waits.
        } catch (TeacherException e) {
          boolean called = String.valueOf(e.getMessage()).contains("404");
          said.put(item, called ? "by itself" : String.valueOf(e.getMessage()));
          if (called) {
            chats.add(item);
          }
        }
      }
      wanted.commit();
    }
    return said;
  }

  private final class Watcher implements BatchWatcher {
    @Override
    public void standing(int open, int answered, int requests) {
      step();
    }

    @Override
    public void replied(Completion completion) {
      step();
    }

    @Override
    public void trouble(String teacher, CallFailure failure) {
      troubles.add(teacher + ": " + failure.getMessage());
    }
  }

  private void step() {
    if (steps.getAndIncrement() == killAt) {
      throw new Killed();
    }
  }

  private Response kill(Interceptor.Chain chain) throws IOException {
    step();
    Response response = chain.proceed(chain.request());
    if (steps.getAndIncrement() == killAt) {
      response.close();
      throw new Killed();
    }
    return response;
  }

  List<Completion> journal() {
    Journal journal = openJournal();
    List<Completion> all = new ArrayList<>();
    for (org.apache.hadoop.fs.Path segment : journal.segments()) {
      try (JournalReader reader = journal.reader(segment)) {
        reader.forEachRemaining(all::add);
      }
    }
    return all;
  }

  private Journal openJournal() {
    return Journal.open(folder.resolve("journal").toString(), new Configuration());
  }

  private TeacherConfig config() {
    return TeacherConfig.builder("t")
        .protocol(protocol)
        .baseUrl(protocol.equals("openai") ? server.openAi() : server.anthropic())
        .model("m")
        .prices(new Prices(1, 0.1, 2))
        .retry(
            new RetrySettings(
                4, Duration.ofHours(1), Duration.ofMillis(100), Duration.ofSeconds(10)))
        .build();
  }
}
