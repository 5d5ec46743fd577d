package io.synth.bench;

import io.synth.config.Budget;
import io.synth.config.RoleTeachers;
import io.synth.config.TeacherConfig;
import io.synth.config.TeacherTimeouts;
import io.synth.journal.Journal;
import io.synth.journal.JournalReader;
import io.synth.journal.JournalWriter;
import io.synth.model.Completion;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.teacher.ChatRequest;
import io.synth.teacher.LocalGovernor;
import io.synth.teacher.Sampling;
import io.synth.teacher.Sleeper;
import io.synth.teacher.TeacherException;
import io.synth.teacher.Teachers;
import io.synth.teacher.protocol.Protocols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Our own client as an executor uses it: governor, retries, fingerprints and, if asked, journal.
 */
final class SynthClient implements BenchClient {
  private final Teachers teachers;
  private final @Nullable JournalWriter writer;
  private final Consumer<Completion> journal;
  private final Map<String, Map<String, Completion>> journaled = new ConcurrentHashMap<>();

  SynthClient(MockOptions options, boolean withJournal) throws IOException {
    Duration patience = Duration.ofSeconds(options.number("timeout", 300));
    TeacherTimeouts usual = TeacherTimeouts.DEFAULT;
    TeacherConfig config =
        TeacherConfig.builder("mock").baseUrl(options.text("url", "") + "/v1").model("mock").stream(
                false)
            .timeouts(new TeacherTimeouts(usual.connect(), patience, usual.between(), usual.call()))
            .build();
    Map<String, TeacherConfig> configs = Map.of("mock", config);
    teachers =
        Teachers.builder(configs, Map.of(TeacherRole.ACTOR, RoleTeachers.only("mock")))
            .protocols(Protocols.ALL)
            .governor(
                new LocalGovernor(
                    configs.values(), Budget.NONE, Map.of(), Sleeper.REAL, Clock.systemUTC()))
            .build();
    if (!withJournal) {
      writer = null;
      journal = completion -> {};
      return;
    }
    String folder = options.text("folder", "");
    Path path = folder.isEmpty() ? Files.createTempDirectory("journal") : Path.of(folder);
    Journal journals = Journal.open(path.toUri().toString(), new Configuration(false));
    for (org.apache.hadoop.fs.Path segment : journals.segments()) {
      try (JournalReader reader = journals.reader(segment)) {
        reader.forEachRemaining(
            completion ->
                journaled
                    .computeIfAbsent(completion.itemId(), item -> new ConcurrentHashMap<>())
                    .put(completion.fingerprint(), completion));
      }
    }
    JournalWriter opened = journals.writer("generate", 0);
    writer = opened;
    journal = opened::append;
  }

  @Override
  public boolean call(int number) {
    String item = "item-" + number;
    ChatRequest request =
        new ChatRequest(
            List.of(Message.user(BenchClient.prompt(number))), List.of(), null, Sampling.SERVER);
    try {
      return !teachers
          .session(item, "generate", journaled.getOrDefault(item, Map.of()), journal)
          .chat(TeacherRole.ACTOR, request)
          .message()
          .content()
          .isEmpty();
    } catch (TeacherException e) {
      return false;
    }
  }

  @Override
  public void close() {
    teachers.close();
    if (writer != null) {
      writer.close();
    }
  }
}
