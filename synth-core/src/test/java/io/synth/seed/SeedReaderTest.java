package io.synth.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.model.Language;
import io.synth.model.Quarantined;
import io.synth.model.RubricItem;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedReaderTest {
  private static final Map<String, String> FILES =
      Map.of(
          "reports/tide.md",
          "---\ntitle: 潮汐发电\nabstract: 本文研究潮汐。\n---\n# 正文\n\n内容。",
          "reports/plain.txt",
          "# Wind over the bay\n\n## Abstract\n\nWe ask how it blows.\n\n## Method\n\nWe look.",
          "reports/empty.md",
          " \n");

  private static final SourceFiles SOURCES =
      new SourceFiles() {
        @Override
        public byte[] read(String path) throws IOException {
          if (path.equals("reports/gbk.md")) {
            return "# 岚雾".getBytes(Charset.forName("GBK"));
          }
          String text = FILES.get(path);
          if (text == null) {
            throw new IOException("there is no such file or folder");
          }
          return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String folder(String path) throws IOException {
          if (path.equals("graph")) {
            return "/data/graph";
          }
          throw new IOException("there is no such file or folder");
        }
      };

  private final SeedReader reader = new SeedReader(SOURCES, null);

  @Test
  void readsAQuestionWithAllItsParts() {
    Seed seed =
        valid(
            "{\"id\":\"q\",\"kind\":\"question\",\"question\":\"谁设计了大桥？\",\"answer\":\"科温\",\"aliases\":[\"I. Corwyn\"],"
                + "\"rubric\":[{\"criterion\":\"c\",\"weight\":2},{\"criterion\":\"d\",\"sign\":\"negative\"}]}");
    assertThat(seed.kind()).isEqualTo(SeedKind.QUESTION);
    assertThat(seed.language()).isEqualTo(Language.ZH);
    assertThat(seed.aliases()).containsExactly("I. Corwyn");
    assertThat(seed.rubric())
        .extracting(RubricItem::role)
        .containsExactly(RubricItem.Role.EXPLICIT, RubricItem.Role.NEGATIVE);
  }

  @Test
  void takesTitleAndAbstractOfAReportFromItsFile() {
    Seed front = valid("{\"kind\":\"report\",\"path\":\"reports/tide.md\"}");
    assertThat(front.title()).isEqualTo("潮汐发电");
    assertThat(front.abstractText()).isEqualTo("本文研究潮汐。");
    assertThat(front.text()).isEqualTo("# 正文\n\n内容。");
    Seed section = valid("{\"kind\":\"report\",\"path\":\"reports/plain.txt\"}");
    assertThat(section.title()).isEqualTo("Wind over the bay");
    assertThat(section.abstractText()).isEqualTo("We ask how it blows.");
  }

  @Test
  void resolvesTheGraphOfASeed() {
    assertThat(valid("{\"kind\":\"graph\",\"graph\":\"graph\",\"entity\":\"E1\"}").graph())
        .isEqualTo("/data/graph");
  }

  @Test
  void equalSeedsHaveEqualIdsWhateverTheirNameAndPlace() {
    Seed one = valid("{\"id\":\"a\",\"kind\":\"question\",\"question\":\"Who?\"}");
    Seed other =
        reader
            .read("other.jsonl", 9, bytes("{\"question\": \"Who?\", \"kind\": \"question\"}"))
            .either(seed -> seed, broken -> one);
    assertThat(other.line()).isEqualTo(9);
    assertThat(other.seedId()).isEqualTo(one.seedId());
    assertThat(valid("{\"kind\":\"question\",\"question\":\"Who else?\"}").seedId())
        .isNotEqualTo(one.seedId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"kind\": | invalid_json | not valid JSON at column",
        "{\"kind\":\"question\",\"question\":\"a\"} x | invalid_json | not valid JSON",
        "{\"kind\":\"question\",\"question\":\"a\",\"kind\":\"report\"} | invalid_json | Duplicate field 'kind'",
        "[1] | schema | [1] is not a mapping of keys to values",
        "{\"kind\":\"quesion\",\"question\":\"a\"} | schema | kind: quesion is none of question, report, graph, documents, paragraph; did you mean `question`?",
        "{\"kind\":\"question\"} | schema | lacks `question`",
        "{\"kind\":\"question\",\"question\":\"a\",\"anser\":\"b\"} | schema | anser: there is no such key; did you mean `answer`?",
        "{\"kind\":\"paragraph\",\"text\":\"a\",\"claims\":[{\"text\":\"b\",\"verdict\":\"true\"}]} | schema | claims.0.verdict: true is none of support, refute, doubtful",
        "{\"kind\":\"report\",\"path\":\"reports/none.md\"} | missing_file | path: reports/none.md cannot be read: there is no such file or folder",
        "{\"kind\":\"report\",\"path\":\"reports/empty.md\"} | empty_file | path: reports/empty.md is empty",
        "{\"kind\":\"report\",\"path\":\"reports/gbk.md\"} | invalid_utf8 | path: reports/gbk.md is not valid UTF-8; save the file as UTF-8",
        "{\"kind\":\"report\",\"path\":\"../../etc/passwd\"} | no_text_file | path: ../../etc/passwd ends in none of .md, .markdown and .txt",
        "{\"kind\":\"report\",\"path\":7} | schema | path: ",
        "{\"kind\":\"question\",\"question\":{\"a\":1}} | schema | question: ",
        "{\"kind\":\"question\",\"question\":\"\"} | schema | question: ",
        "{\"kind\":\"question\",\"question\":null} | schema | question: ",
        "null | schema | null is not a mapping of keys to values",
        "{\"kind\":\"graph\",\"entity\":\"E1\"} | no_graph | the seed names no knowledge graph and the configuration has none",
        "{\"kind\":\"graph\",\"graph\":\"g\",\"entity\":\"E1\"} | missing_file | graph: g: there is no such file or folder",
      })
  void aBrokenLineComesBackWithTheReason(String line, String code, String reason) {
    Quarantined broken = broken(line.strip().getBytes(StandardCharsets.UTF_8));
    assertThat(broken.code()).isEqualTo(code.strip());
    assertThat(broken.reason()).contains(reason.strip()).doesNotStartWith(":");
    assertThat(broken.content()).isEqualTo(line.strip());
    assertThat(broken.line()).isEqualTo(7);
  }

  @Test
  void bytesThatAreNotUtf8AreKeptAsFarAsTheyCanBeRead() {
    Quarantined broken = broken(new byte[] {'{', (byte) 0xC3, '}'});
    assertThat(broken.code()).isEqualTo("invalid_utf8");
    assertThat(broken.content()).isEqualTo("{\uFFFD}");
  }

  @Test
  void aNulByteIsNoJson() {
    Quarantined broken = broken(bytes("{\"kind\":\"question\",\u0000\"question\":\"a\"}"));
    assertThat(broken.code()).isEqualTo("invalid_json");
    assertThat(broken.reason()).contains("at column 21", "CTRL-CHAR, code 0");
  }

  @Test
  void aLineAsLongAsABookshelfIsNotParsedAndItsBeginningKept() {
    byte[] line = new byte[50_000_000];
    Arrays.fill(line, (byte) 'x');
    Quarantined broken = broken(line);
    assertThat(broken.code()).isEqualTo("too_long");
    assertThat(broken.reason()).isEqualTo("the line has 50000000 bytes; 16 MiB is the most");
    assertThat(broken.content()).hasSize(65_536);
  }

  @Test
  void blanksAloneMakeABlankLine() {
    assertThat(SeedReader.isBlank(bytes(" \t\r"))).isTrue();
    assertThat(SeedReader.isBlank(bytes(" ."))).isFalse();
  }

  @Test
  void aByteOrderMarkInTheFirstLineIsNoError() {
    byte[] line = bytes("\uFEFF{\"kind\":\"question\",\"question\":\"a\"}");
    assertThat(reader.read("s.jsonl", 1, line)).isInstanceOf(SeedLine.Valid.class);
  }

  @Test
  void aLoneSurrogateDoesNotReachTheDataset() {
    Seed seed = valid("{\"kind\":\"question\",\"question\":\"a\\ud83d b\"}");
    assertThat(seed.question()).isEqualTo("a? b");
  }

  private Seed valid(String line) {
    return reader
        .read("seeds.jsonl", 7, bytes(line))
        .either(
            seed -> seed,
            broken -> {
              throw new AssertionError(broken.reason());
            });
  }

  private Quarantined broken(byte[] line) {
    return reader
        .read("seeds.jsonl", 7, line)
        .either(
            seed -> {
              throw new AssertionError(List.of(seed));
            },
            broken -> broken);
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
