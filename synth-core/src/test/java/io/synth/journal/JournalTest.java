package io.synth.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.model.Completion;
import io.synth.model.Lost;
import io.synth.model.Spent;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import io.synth.teacher.FakeTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private final Path folder;

  JournalTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsWhatWasAppended() {
    Journal journal = journal();
    try (JournalWriter writer = journal.writer("generate", 3)) {
      writer.append(completion(1));
      writer.append(completion(2));
    }
    assertThat(journal.segments())
        .singleElement()
        .extracting(p -> p.getName())
        .asString()
        .matches("generate-3-[0-9a-f-]{36}\\.avro");
    assertThat(read(journal)).containsExactly(completion(1), completion(2));
  }

  @Test
  void appendedCompletionsAreInTheFileBeforeItIsClosed() {
    Journal journal = journal();
    try (JournalWriter writer = journal.writer("check", 0)) {
      writer.append(completion(1));
      assertThat(read(journal)).containsExactly(completion(1));
      writer.append(completion(2));
      assertThat(read(journal)).containsExactly(completion(1), completion(2));
    }
  }

  @Test
  void leavesNoChecksumFilesAndNoEmptySegments() throws IOException {
    Journal journal = journal();
    journal.writer("generate", 1).close();
    assertThat(journal.segments()).isEmpty();
    try (JournalWriter writer = journal.writer("generate", 2)) {
      writer.append(completion(1));
    }
    try (var files = Files.list(folder.resolve("journal"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .singleElement()
          .asString()
          .endsWith(".avro");
    }
  }

  @Test
  void aSegmentCutAtAnyByteGivesItsWholeBlocks() throws IOException {
    Journal journal = journal();
    List<Long> ends = new ArrayList<>();
    try (JournalWriter writer = journal.writer("generate", 0)) {
      for (int i = 0; i < 3; i++) {
        writer.append(completion(i));
        ends.add(Files.size(onlyFile(journal)));
      }
    }
    Path file = onlyFile(journal);
    byte[] bytes = Files.readAllBytes(file);
    assertThat((long) bytes.length).isEqualTo(ends.get(2));
    // The header ends with the marker that ends each block too.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int header = text.indexOf(text.substring(text.length() - 16)) + 16;
    Files.delete(file);
    for (int length = 0; length <= bytes.length; length++) {
      Path cut = folder.resolve("journal").resolve("generate-0-cut.avro");
      Files.write(cut, Arrays.copyOf(bytes, length));
      int blocks = 0;
      for (long end : ends) {
        blocks += end <= length ? 1 : 0;
      }
      List<Completion> expected = new ArrayList<>();
      for (int i = 0; i < blocks; i++) {
        expected.add(completion(i));
      }
      try (JournalReader reader = journal.reader(journal.segments().get(0))) {
        List<Completion> found = new ArrayList<>();
        reader.forEachRemaining(found::add);
        assertThat(found).as("cut to %d bytes", length).isEqualTo(expected);
        long whole = blocks > 0 ? ends.get(blocks - 1) : length < header ? 0 : header;
        assertThat(reader.droppedBytes()).as("cut to %d bytes", length).isEqualTo(length - whole);
      }
    }
  }

  @Test
  void aTailOfZerosIsDropped() throws IOException {
    Journal journal = journal();
    write(journal, "generate", 0, completion(1));
    Path file = onlyFile(journal);
    Files.write(file, new byte[100], StandardOpenOption.APPEND);
    try (JournalReader reader = journal.reader(journal.segments().get(0))) {
      assertThat(reader.next()).isEqualTo(completion(1));
      assertThat(reader.hasNext()).isFalse();
      assertThat(reader.droppedBytes()).isEqualTo(100);
    }
  }

  @Test
  void manyThreadsShareWritesAndLoseNothing() throws Exception {
    Configuration configuration = recording(RecordingFileSystem.class);
    RecordingFileSystem.SYNCS.set(0);
    Journal journal = Journal.open("recording://" + folder.resolve("journal"), configuration);
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    try (JournalWriter writer = journal.writer("generate", 0)) {
      for (int t = 0; t < 16; t++) {
        int first = t * 20;
        Thread thread =
            new Thread(
                () -> {
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  for (int i = 0; i < 20; i++) {
                    writer.append(completion(first + i));
                  }
                });
        thread.start();
        threads.add(thread);
      }
      // The first write waits at the disk until all other threads have queued up behind it.
      RecordingFileSystem.holdFirstSyncUntil(16, threads);
      go.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(read(journal))
        .hasSize(320)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 320).mapToObj(JournalTest::completion).toList());
    assertThat(RecordingFileSystem.SYNCS.get()).isBetween(20, 319);
  }

  @Test
  void anInterruptedThreadStillJournals() {
    Journal journal = journal();
    try (JournalWriter writer = journal.writer("generate", 0)) {
      Thread.currentThread().interrupt();
      writer.append(completion(1));
      assertThat(Thread.interrupted()).isTrue();
      writer.append(completion(2));
    }
    assertThat(read(journal)).containsExactly(completion(1), completion(2));
  }

  @Test
  void aFailedWriteFailsAllLaterOnes() {
    Configuration configuration = recording(RecordingFileSystem.class);
    Journal journal = Journal.open("recording://" + folder.resolve("journal"), configuration);
    JournalWriter writer = journal.writer("generate", 0);
    writer.append(completion(1));
    RecordingFileSystem.failNextSync();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> writer.append(completion(2)))
          .isInstanceOf(SynthException.class)
          .hasMessageStartingWith("cannot write the journal segment recording:")
          .hasMessageEndingWith("IOException: no space left on device");
    }
    writer.close();
    assertThat(read(journal)).contains(completion(1));
  }

  @Test
  void whereAFileIsKeptOnlyWhenItIsClosedEachReplyIsInAClosedFileBeforeItIsUsed()
      throws IOException {
    Configuration configuration = recording(RecordingFileSystem.WithoutSync.class);
    Journal journal = Journal.open("recording://" + folder.resolve("journal"), configuration);
    JournalWriter writer = journal.writer("generate", 0);
    for (int i = 0; i < 3; i++) {
      writer.append(completion(i));
      // Read by another process, as after a kill: the writer is never closed.
      assertThat(read(journal())).hasSize(i + 1).contains(completion(i));
    }
    assertThat(journal.segments()).hasSize(3);
    assertThat(journal.compact()).isEqualTo(new Journal.Compacted(3, 1, 3, 0));
    assertThat(read(journal())).contains(completion(0), completion(1), completion(2));
  }

  @Test
  void whereAFileIsKeptOnlyWhenItIsClosedRepliesThatArriveTogetherShareAFile() throws Exception {
    Configuration configuration = recording(RecordingFileSystem.WithoutSync.class);
    Journal journal = Journal.open("recording://" + folder.resolve("journal"), configuration);
    List<Thread> threads = new ArrayList<>();
    try (JournalWriter writer = journal.writer("generate", 0)) {
      for (int t = 0; t < 16; t++) {
        int number = t;
        threads.add(new Thread(() -> writer.append(completion(number))));
      }
      RecordingFileSystem.holdFirstSyncUntil(16, threads);
      for (Thread thread : threads) {
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(read(journal())).hasSize(16);
    // What came while the first was written is in the second, but for those yet to start then; in
    // one file where all came before the writer's thread began.
    assertThat(journal.segments()).hasSizeBetween(1, 3);
  }

  @Test
  void aReplyWhoseFileCannotBeClosedIsNotUsed() {
    Configuration configuration = recording(RecordingFileSystem.WithoutSync.class);
    Journal journal = Journal.open("recording://" + folder.resolve("journal"), configuration);
    JournalWriter writer = journal.writer("generate", 0);
    RecordingFileSystem.failNextSync();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> writer.append(completion(1)))
          .isInstanceOf(SynthException.class)
          .hasMessageStartingWith("cannot write the journal segment")
          .hasMessageEndingWith("IOException: no space left on device");
    }
    writer.close();
    assertThat(journal.segments()).isEmpty();
  }

  @Test
  void aFullSegmentIsFollowedByTheNextOne() {
    Journal journal = journal(new SegmentLimits(20_000, Duration.ofDays(1)), new FakeTime());
    try (JournalWriter writer = journal.writer("generate", 0)) {
      for (int i = 0; i < 200; i++) {
        writer.append(completion(i));
      }
    }
    assertThat(read(journal))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(JournalTest::completion).toList());
    List<SegmentSummary> summaries = journal.segments().stream().map(journal::summary).toList();
    assertThat(summaries).hasSizeGreaterThan(1).allMatch(segment -> segment.bytes() < 21_000);
    assertThat(summaries.stream().filter(segment -> segment.bytes() < 20_000)).hasSizeLessThan(2);
    assertThat(journal.segments("generate", 0)).hasSameSizeAs(summaries);
  }

  @Test
  void anOldSegmentIsFollowedByTheNextOne() throws InterruptedException {
    FakeTime time = new FakeTime();
    Journal journal = journal(new SegmentLimits(1 << 20, Duration.ofMinutes(15)), time);
    try (JournalWriter writer = journal.writer("generate", 0)) {
      writer.append(completion(0));
      time.sleep(Duration.ofMinutes(14));
      writer.append(completion(1));
      assertThat(journal.segments()).hasSize(1);
      time.sleep(Duration.ofMinutes(1));
      writer.append(completion(2));
      writer.append(completion(3));
    }
    assertThat(journal.segments().stream().map(journal::summary))
        .extracting(SegmentSummary::completions)
        .containsExactly(2L, 2L);
  }

  @Test
  void limitsThatNothingFitsInAreRefused() {
    assertThatThrownBy(() -> new SegmentLimits(0, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a segment ends after some bytes and some time, not 0 bytes and PT1S");
  }

  @Test
  void aSegmentOfALaterVersionIsRefused() throws IOException {
    Journal journal = journal();
    write(journal, "generate", 0, completion(1));
    Path file = onlyFile(journal);
    byte[] bytes = Files.readAllBytes(file);
    String key = "io.synth.journal.version";
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(key) + key.length();
    // The length of the value, 1, and the value.
    assertThat(bytes[at]).isEqualTo((byte) 2);
    assertThat(bytes[at + 1]).isEqualTo((byte) '2');
    bytes[at + 1] = '3';
    Files.write(file, bytes);
    assertThatThrownBy(() -> read(journal))
        .isInstanceOf(SynthException.class)
        .hasMessage(
            "the journal segment "
                + journal.segments().get(0)
                + " has format version 3, and this Synth reads up to version 2; go on with the"
                + " version of Synth that wrote it, or a later one");
    assertThatThrownBy(journal::compact).hasMessageContaining("has format version 3");
    assertThat(file).exists();
  }

  @Test
  void aFailingReadIsNoTornTail() {
    Journal journal = journal();
    try (JournalWriter writer = journal.writer("generate", 0)) {
      writer.append(completion(1));
    }
    Configuration configuration = recording(RecordingFileSystem.FailingRead.class);
    Journal failing = Journal.open("recording://" + folder.resolve("journal"), configuration);
    assertThatThrownBy(() -> failing.reader(failing.segments().get(0)))
        .isInstanceOf(SynthException.class)
        .hasMessageStartingWith("cannot read the journal segment")
        .hasMessageEndingWith("IOException: the disk is gone");
  }

  @Test
  void appendingAfterCloseIsAnError() {
    JournalWriter writer = journal().writer("generate", 0);
    writer.close();
    assertThatThrownBy(() -> writer.append(completion(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("is closed");
  }

  @Test
  void sumsWhatEachTeacherConsumed() {
    Journal journal = journal();
    try (JournalWriter writer = journal.writer("generate", 0)) {
      writer.append(completion(0));
      writer.append(completion(1));
    }
    assertThat(journal.spent(journal.segments().get(0)))
        .containsExactly(
            Map.entry(
                "actor-1", new Spent(new Usage(2, 20, 8, 6, 40, 10, 0.5), new Lost(1, 100, 0.5))));
  }

  @Test
  void findsTheSegmentsOfOnePartitionOfAStep() {
    Journal journal = journal();
    for (String step : List.of("generate", "check")) {
      for (int partition : List.of(1, 2, 12, 1)) {
        try (JournalWriter writer = journal.writer(step, partition)) {
          writer.append(completion(partition));
        }
      }
    }
    assertThat(journal.segments("generate", 1))
        .hasSize(2)
        .allMatch(segment -> segment.getName().startsWith("generate-1-"));
    assertThat(journal.segments("generate", 3)).isEmpty();
  }

  @Test
  void aStepThatIsNoFileNameIsRefused() {
    assertThatThrownBy(() -> journal().writer("../x", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a segment needs a step such as 'generate' and a partition from 0, not '../x' and 0");
  }

  @Test
  void aSummaryTellsWhatASegmentHoldsAndHowItEnds() throws IOException {
    Journal journal = journal();
    try (JournalWriter writer = journal.writer("generate", 0)) {
      writer.append(completion(1));
      writer.append(completion(2));
    }
    org.apache.hadoop.fs.Path segment = journal.segments().get(0);
    Path file = Path.of(segment.toUri().getPath());
    SegmentSummary whole = journal.summary(segment);
    assertThat(whole.completions()).isEqualTo(2);
    assertThat(whole.bytes()).isEqualTo(Files.size(file));
    assertThat(whole.usage()).isEqualTo(completion(1).usage().plus(completion(2).usage()));
    assertThat(whole.torn()).isZero();
    assertThat(whole.damage()).isNull();

    Files.write(file, new byte[] {2, 4, 6}, StandardOpenOption.APPEND);
    SegmentSummary torn = journal.summary(segment);
    assertThat(torn.completions()).isEqualTo(2);
    assertThat(torn.torn()).isEqualTo(3);
    assertThat(torn.damage()).isNull();
  }

  @Test
  void compactionLeavesOneSegmentOfEachGroupAndTheEarliestReplyOfEachRequest() throws IOException {
    Journal journal = journal();
    write(journal, "generate", 0, at(1, 20), at(2, 30));
    write(journal, "generate", 0, at(1, 10), at(3, 40));
    write(journal, "generate", 1, at(4, 50));
    write(journal, "check", 0, at(5, 60));
    Path torn = Path.of(journal.segments().get(0).toUri().getPath());
    Files.write(torn, new byte[] {2}, StandardOpenOption.APPEND);
    Path untouched = Path.of(journal.segments("generate", 1).get(0).toUri().getPath());

    assertThat(journal.compact()).isEqualTo(new Journal.Compacted(4, 3, 5, 1));

    assertThat(read(journal))
        .containsExactlyInAnyOrder(at(1, 10), at(2, 30), at(3, 40), at(4, 50), at(5, 60));
    assertThat(journal.segments("generate", 0)).hasSize(1);
    assertThat(untouched).exists();
    assertThat(torn).doesNotExist();
    assertThat(journal.segments())
        .allSatisfy(segment -> assertThat(journal.summary(segment).torn()).isZero());
    assertThat(journal.compact()).isEqualTo(new Journal.Compacted(3, 3, 5, 0));
  }

  @Test
  void compactionStopsAtADamagedSegmentAndKeepsItsGroup() throws IOException {
    Journal journal = journal();
    write(journal, "generate", 0, at(1, 10), at(2, 20));
    write(journal, "generate", 0, at(3, 30));
    List<org.apache.hadoop.fs.Path> before = journal.segments();
    for (org.apache.hadoop.fs.Path segment : before) {
      Path file = Path.of(segment.toUri().getPath());
      byte[] bytes = Files.readAllBytes(file);
      // Within the deflated records of the last block, whose marker stays.
      for (int i = 20; i < 40; i++) {
        bytes[bytes.length - i] ^= 0x55;
      }
      Files.write(file, bytes);
    }
    assertThatThrownBy(journal::compact)
        .isInstanceOf(SynthException.class)
        .hasMessageContaining("is damaged before byte");
    assertThat(journal.segments()).isEqualTo(before);
    assertThat(journal.summary(before.get(0)).damage()).contains("is damaged before byte");
  }

  private static void write(Journal journal, String step, int group, Completion... completions) {
    try (JournalWriter writer = journal.writer(step, group)) {
      for (Completion completion : completions) {
        writer.append(completion);
      }
    }
  }

  private static Completion at(int number, long receivedAt) {
    Completion c = completion(number);
    return new Completion(
        c.itemId(),
        c.step(),
        c.fingerprint(),
        c.role(),
        c.teacher(),
        c.insteadOf(),
        c.model(),
        c.reply(),
        c.promptTokens(),
        c.cachedTokens(),
        c.cacheWriteTokens(),
        c.completionTokens(),
        c.reasoningTokens(),
        c.costUsd(),
        c.attempts(),
        c.latencyMs(),
        receivedAt,
        c.failure(),
        c.lostCalls(),
        c.lostTokens(),
        c.lostUsd(),
        c.batch());
  }

  private static Path onlyFile(Journal journal) {
    assertThat(journal.segments()).hasSize(1);
    return Path.of(journal.segments().get(0).toUri().getPath());
  }

  private Journal journal(SegmentLimits limits, FakeTime time) {
    return Journal.open(
        folder.resolve("journal").toUri().toString(), new Configuration(false), limits, time);
  }

  private Journal journal() {
    return Journal.open(folder.resolve("journal").toUri().toString(), new Configuration(false));
  }

  private static Configuration recording(Class<?> type) {
    Configuration configuration = new Configuration(false);
    configuration.set("fs.recording.impl", type.getName());
    configuration.setBoolean("fs.recording.impl.disable.cache", true);
    return configuration;
  }

  private static List<Completion> read(Journal journal) {
    List<Completion> found = new ArrayList<>();
    journal
        .segments()
        .forEach(
            segment -> {
              try (JournalReader reader = journal.reader(segment)) {
                reader.forEachRemaining(found::add);
              }
            });
    return found;
  }

  static Completion completion(int i) {
    return new Completion(
        "item-" + i,
        "generate",
        "f".repeat(63) + (i % 10),
        TeacherRole.ACTOR,
        "actor-1",
        i % 7 == 0 ? "actor-0" : "",
        "model-x",
        "{\"message\":{\"role\":\"assistant\",\"content\":\"回答 "
            + i
            + " 🙂\"},\"finish\":\"stop\"}",
        10,
        4,
        3,
        20,
        5,
        0.25,
        1,
        1200,
        1_900_000_000_000L + i,
        "",
        i,
        100L * i,
        0.5 * i,
        i % 5 == 0 ? "batch_1" : "");
  }
}
