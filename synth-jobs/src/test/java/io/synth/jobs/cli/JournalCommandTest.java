package io.synth.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.journal.Journal;
import io.synth.journal.JournalWriter;
import io.synth.model.Completion;
import io.synth.model.TeacherRole;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandTest {
  @TempDir private Path run;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeARun() throws Exception {
    Files.writeString(run.resolve("config.yaml"), "seeds: seeds.jsonl\n");
    write("generate", 0, reply("a", "1", 1_700_000_000_000L), reply("b", "2", 1_700_000_001_000L));
    write("generate", 0, reply("a", "1", 1_700_000_002_000L));
    write("check", 0, reply("c", "3", 1_700_000_003_000L));
  }

  @Test
  void listTellsOfEachSegmentAndOfAll() {
    assertThat(synth("journal", "list", "--run", run.toString())).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).contains("segment", "replies", "tokens", "USD", "last reply");
    assertThat(lines.get(1))
        .matches("check-0-[0-9a-f]{8} +1 +110 +0\\.5000 +2023-11-14T22:13:23Z *");
    assertThat(lines.get(4)).matches("3 in all +4 +440 +2\\.0000 *");

    assertThat(synth("journal", "list", "--run", run.toString(), "--most", "1")).isZero();
    assertThat(out.toString()).contains("... and 2 more").contains("3 in all");
  }

  @Test
  void verifyPassesATornEndAndNamesADamagedSegment() throws Exception {
    Path segment = segments().get(0);
    Files.write(segment, new byte[] {2}, StandardOpenOption.APPEND);
    assertThat(synth("journal", "verify", "--run", run.toString())).isZero();
    assertThat(out.toString()).isEqualTo("4 replies in 3 segments, 1 with a torn end, 0 damaged\n");

    out.getBuffer().setLength(0);
    byte[] bytes = Files.readAllBytes(segment);
    for (int i = 25; i < 45; i++) {
      bytes[bytes.length - i] ^= 0x55;
    }
    Files.write(segment, bytes);
    assertThat(synth("journal", "verify", "--run", run.toString())).isEqualTo(4);
    assertThat(out.toString())
        .contains(segment.getFileName().toString() + " is damaged before byte ")
        .endsWith("3 replies in 3 segments, 0 with a torn end, 1 damaged\n");
  }

  @Test
  void compactKeepsTheEarliestReplyOfEachRequest() throws Exception {
    assertThat(synth("journal", "compact", "--run", run.toString())).isZero();
    assertThat(out.toString())
        .isEqualTo("3 segments became 2; 3 replies kept, 1 second ones dropped\n");
    assertThat(segments()).hasSize(2);
    assertThat(synth("journal", "export", "--run", run.toString(), "--item", "a")).isZero();
    assertThat(out.toString()).contains("\"received_at\":1700000000000").doesNotContain("2000,");
  }

  @Test
  void exportWritesRepliesAsJsonLines() throws Exception {
    Path file = run.resolve("out.jsonl");
    assertThat(
            synth(
                "journal",
                "export",
                "--run",
                run.toString(),
                "--step",
                "check",
                "--out",
                file.toString()))
        .isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1);
    JsonNode row = new ObjectMapper().readTree(lines.get(0));
    assertThat(row.path("item_id").asText()).isEqualTo("c");
    assertThat(row.path("role").asText()).isEqualTo("actor");
    assertThat(row.path("reply").path("message").path("content").asText()).isEqualTo("答案“三”\n");
    assertThat(row.path("cost_usd").asDouble()).isEqualTo(0.5);
  }

  @Test
  void aFolderWithoutARunIsTold() throws Exception {
    Path empty = Files.createDirectory(run.resolve("empty"));
    assertThat(synth("journal", "list", "--run", empty.toString())).isEqualTo(4);
    assertThat(err.toString())
        .isEqualTo("error: " + empty + " holds no run: it has no config.yaml\n");
    assertThat(synth("journal")).isEqualTo(2);
    assertThat(err.toString()).contains("Name a command: list, verify, compact or export");
  }

  private void write(String step, int group, Completion... completions) {
    Journal journal = Journal.open(run.resolve("journal").toString(), new Configuration());
    try (JournalWriter writer = journal.writer(step, group)) {
      for (Completion completion : completions) {
        writer.append(completion);
      }
    }
  }

  private List<Path> segments() throws Exception {
    try (var files = Files.list(run.resolve("journal"))) {
      return files.sorted().toList();
    }
  }

  private static Completion reply(String item, String fingerprint, long at) {
    return new Completion(
        item,
        item.equals("c") ? "check" : "generate",
        fingerprint,
        TeacherRole.ACTOR,
        "big",
        "",
        "model",
        "{\"message\":{\"content\":\"答案“三”\\n\"},\"finish\":\"stop\"}",
        100,
        0,
        0,
        10,
        0,
        0.5,
        1,
        20,
        at,
        "",
        0,
        0,
        0,
        "");
  }

  private int synth(String... args) {
    return Synth.line(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
  }
}
