package io.synth.seed.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.SynthException;
import io.synth.corpus.CorpusPages;
import io.synth.corpus.IndexProgress;
import io.synth.model.Language;
import io.synth.model.Quarantined;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.seed.SeedReader;
import io.synth.seed.SourceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds from a small manual of our own, in English and Chinese. */
final class SeedMakerTest {
  private static final Set<SeedKind> ALL = EnumSet.copyOf(SeedRequest.KINDS);
  private static final Set<Language> BOTH = EnumSet.allOf(Language.class);
  private static final List<String> PLACES =
      List.of("Corrane", "Merrowick", "Skerrivane", "Dunvarrow", "Lanwu", "Ostrelle");

  @TempDir private Path folder;

  private Path corpus = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void writeManual() throws IOException {
    corpus = Files.createDirectory(folder.resolve("manual"));
    out = folder.resolve("made/seeds.jsonl");
    for (int i = 0; i < PLACES.size(); i++) {
      Files.writeString(corpus.resolve("gauge-" + i + ".html"), chapter(i));
      Files.writeString(corpus.resolve("zh-" + i + ".md"), chinese(i));
    }
    StringBuilder contents = new StringBuilder("<title>Contents</title><ul>");
    for (int i = 0; i < PLACES.size(); i++) {
      contents.append("<li><a href='gauge-" + i + ".html'>The gauge of the harbour</a></li>");
    }
    Files.writeString(corpus.resolve("contents.html"), contents);
    Files.writeString(corpus.resolve("short.html"), "<title>Short</title><p>Nothing here.</p>");
    Files.writeString(corpus.resolve("picture.png"), "no page");
  }

  @Test
  void makesSeedsOfEachKindAndLanguage() throws Exception {
    MadeSeeds made = make(1000, ALL, BOTH, 1);
    List<JsonNode> lines = lines();
    assertThat(made.made()).isEqualTo(lines.size());
    assertThat(made.pages()).isEqualTo(2L * PLACES.size());
    assertThat(made.refused())
        .containsEntry("index", 1L)
        .containsEntry("short", 1L)
        .containsEntry("not_a_page", 1L);
    for (String kind : List.of("documents", "report", "paragraph")) {
      for (String language : List.of("en", "zh")) {
        assertThat(of(lines, kind, language)).as(kind + " " + language).isNotEmpty();
      }
    }
    assertThat(of(lines, "documents", "en").get(0).get("start").asText())
        .startsWith("corpus:/gauge-");
    JsonNode report = of(lines, "report", "en").get(0);
    assertThat(report.get("title").asText()).startsWith("The gauge of ");
    assertThat(report.get("abstract").asText()).contains("writes the level").doesNotContain("](");
    assertThat(report.get("text").asText()).contains("## Readings").doesNotContain("](");
  }

  @Test
  void everyLineIsASeedThatTheJobsRead() throws Exception {
    make(1000, ALL, BOTH, 1);
    SeedReader reader = new SeedReader(NO_FILES, null);
    List<String> lines = Files.readAllLines(out);
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = lines.get(i).getBytes(StandardCharsets.UTF_8);
      assertThat(reader.read("s", i + 1L, line).either(Seed::seedId, Quarantined::reason))
          .matches("[0-9a-f]{32}");
    }
  }

  @Test
  void falseClaimsStandInTheParagraphAndNotOnThePage() throws Exception {
    make(1000, Set.of(SeedKind.PARAGRAPH), BOTH, 1);
    CorpusPages pages = new CorpusPages(corpus);
    int refuted = 0;
    int supported = 0;
    for (JsonNode line : lines()) {
      String page =
          pages.page(line.get("urls").get(0).asText().substring("corpus:/".length())).text();
      for (JsonNode claim : line.get("claims")) {
        String text = claim.get("text").asText();
        assertThat(line.get("text").asText()).contains(text);
        boolean support = claim.get("verdict").asText().equals("support");
        assertThat(Block.withoutAddresses(page).contains(text)).as(text).isEqualTo(support);
        supported += support ? 1 : 0;
        refuted += support ? 0 : 1;
      }
    }
    assertThat(refuted).isPositive();
    assertThat(supported).isPositive();
  }

  @Test
  void equalRequestsWriteEqualFilesAndAnotherNumberAnother() throws Exception {
    make(10, ALL, BOTH, 1);
    byte[] first = Files.readAllBytes(out);
    make(10, ALL, BOTH, 1);
    assertThat(Files.readAllBytes(out)).isEqualTo(first);
    assertThat(lines()).hasSize(10);
    make(10, ALL, BOTH, 2);
    assertThat(Files.readAllBytes(out)).isNotEqualTo(first);
    try (var beside = Files.list(out.getParent())) {
      assertThat(beside).containsExactly(out);
    }
  }

  @Test
  void keepsToTheKindsAndLanguagesAskedFor() throws Exception {
    make(1000, Set.of(SeedKind.DOCUMENTS), Set.of(Language.ZH), 1);
    assertThat(lines())
        .isNotEmpty()
        .allMatch(line -> line.get("kind").asText().equals("documents"))
        .allMatch(line -> line.get("language").asText().equals("zh"));
  }

  @Test
  void ofTwoPagesThatAreNearlyTheSameOneGivesASeed() throws Exception {
    Files.writeString(
        corpus.resolve("gauge-copy.html"),
        chapter(0).replace("twice a day", "twice each day").replace("gauge-0", "gauge-copy"));
    MadeSeeds made = make(1000, Set.of(SeedKind.REPORT), Set.of(Language.EN), 1);
    assertThat(made.groups().get(0).offered()).isEqualTo(PLACES.size() + 1L);
    assertThat(made.made()).isEqualTo(PLACES.size());
  }

  @Test
  void aPageWhoseLinksLeadOutOfTheCorpusStartsNoWalk() throws Exception {
    Files.writeString(
        corpus.resolve("gauge-0.html"),
        chapter(0).replaceAll("href='[^']*'", "href='https://elsewhere.example/x'"));
    make(1000, Set.of(SeedKind.DOCUMENTS), Set.of(Language.EN), 1);
    assertThat(lines())
        .hasSize(PLACES.size() - 1)
        .noneMatch(line -> line.get("start").asText().contains("gauge-0"));
  }

  @Test
  void ofPagesWithOneAddressTheFirstGivesTheSeed() throws Exception {
    String told = "</title><link rel='canonical' href='https://book.example/x'>";
    Files.writeString(corpus.resolve("b.html"), chapter(16).replace("</title>", told));
    Files.writeString(corpus.resolve("a.html"), chapter(17).replace("</title>", told));
    for (Path page : List.of(corpus.resolve("a.html"), corpus.resolve("b.html"))) {
      Files.writeString(page, Files.readString(page).replace("'gauge-", "'corpus:/gauge-"));
    }
    make(1000, Set.of(SeedKind.DOCUMENTS), Set.of(Language.EN), 1);
    assertThat(lines())
        .filteredOn(line -> line.get("start").asText().equals("https://book.example/x"))
        .extracting(line -> line.get("id").asText())
        .containsExactly("documents a.html 1");
  }

  @Test
  void aFolderThatGivesNoSeedIsToldWithTheReasons() throws Exception {
    Path poor = Files.createDirectory(folder.resolve("poor"));
    Files.writeString(poor.resolve("a.html"), "<p>Nothing here.</p>");
    assertThatThrownBy(
            () ->
                new SeedMaker(new SeedRequest(poor, out, 10, ALL, BOTH, 1), IndexProgress.NONE)
                    .make())
        .isInstanceOf(SynthException.class)
        .hasMessage(
            "no page of " + poor + " gives a seed: 0 pages say enough, refused were {short=1}");
    assertThat(out).doesNotExist();
  }

  @Test
  void aMissingFolderIsTold() {
    Path none = folder.resolve("none");
    assertThatThrownBy(
            () -> new SeedMaker(new SeedRequest(none, out, 10, ALL, BOTH, 1), IndexProgress.NONE))
        .isInstanceOf(SynthException.class)
        .hasMessage(none + " is no folder; name the folder that holds the data");
  }

  private MadeSeeds make(int count, Set<SeedKind> kinds, Set<Language> languages, long number) {
    return new SeedMaker(
            new SeedRequest(corpus, out, count, kinds, languages, number), IndexProgress.NONE)
        .make();
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static List<JsonNode> of(List<JsonNode> lines, String kind, String language) {
    return lines.stream()
        .filter(line -> line.get("kind").asText().equals(kind))
        .filter(line -> line.get("language").asText().equals(language))
        .toList();
  }

  private static final SourceFiles NO_FILES =
      new SourceFiles() {
        @Override
        public byte[] read(String path) throws IOException {
          throw new IOException("there is no file " + path);
        }

        @Override
        public String folder(String path) throws IOException {
          throw new IOException("there is no folder " + path);
        }
      };

  /** A chapter of its own words: pages that differ by a name alone would be near-duplicates. */
  private static String chapter(int number) {
    String place = PLACES.get(number % PLACES.size());
    StringBuilder page =
        new StringBuilder(
            "<html lang='en'><title>"
                + (number + 1)
                + ". The gauge of "
                + place
                + "</title><body><h1>The gauge of "
                + place
                + "</h1><p>The gauge of "
                + place
                + " writes the level of the water every "
                + (number + 11)
                + " minutes on a roll of paper. Keepers of "
                + place
                + " read the roll twice a day, in the morning and at dusk, and send what they read to the office of"
                + " tides. The roll lasts for "
                + (number + 31)
                + " days before a keeper puts in a new one.</p>");
    for (String section : List.of("Readings", "Repairs", "History", "Keepers")) {
      page.append("<h2>").append(section).append("</h2><p>");
      for (int i = 0; i < 12; i++) {
        page.append("In ").append(place).append(", ").append(section).append(" of kind ");
        for (int w = 0; w < 10; w++) {
          page.append(word(number * 5003 + section.length() * 211 + i * 17 + w)).append(' ');
        }
        page.append("were written down with care. ");
      }
      page.append("</p>");
    }
    return page.append("<p>Others are <a href='gauge-")
        .append((number + 1) % PLACES.size())
        .append(".html'>the next gauge</a> and <a href='gauge-")
        .append((number + 2) % PLACES.size())
        .append(".html'>the one after</a>.</p></body></html>")
        .toString();
  }

  private static String chinese(int number) {
    StringBuilder page =
        new StringBuilder(
            "---\ntitle: 第 "
                + (number + 1)
                + " 章 验潮仪之"
                + han(number)
                + "\nlang: zh\n---\n\n# 验潮仪之"
                + han(number)
                + "\n\n");
    page.append("验潮仪每")
        .append(number + 11)
        .append("分钟在纸卷上记录一次水位。值班员每天早晚各读一次纸卷，并把读数送往潮汐局保存备查。一卷纸可以使用")
        .append(number + 31)
        .append("天，用完之后由值班员换上新的纸卷，旧的纸卷送往档案馆长期保存，供研究人员查阅，馆内还保存着历年的全部水位记录。\n\n");
    for (String section : List.of("读数", "维修", "历史", "人员")) {
      page.append("## ").append(section).append("\n\n");
      for (int i = 0; i < 30; i++) {
        for (int w = 0; w < 14; w++) {
          page.append(han(number * 5003 + section.hashCode() % 89 + i * 31 + w * 7));
        }
        page.append("。");
      }
      page.append("\n\n");
    }
    return page.append("另有[下一台](zh-")
        .append((number + 1) % PLACES.size())
        .append(".md)和[再下一台](zh-")
        .append((number + 2) % PLACES.size())
        .append(".md)。\n")
        .toString();
  }

  private static String word(int number) {
    String letters = "bdfgklmnprst";
    String vowels = "aeiou";
    StringBuilder word = new StringBuilder();
    for (int rest = Math.floorMod(number * 7919, 3_599_983); word.length() < 6; rest /= 60) {
      word.append(letters.charAt(rest % 12)).append(vowels.charAt(rest / 12 % 5));
    }
    return word.toString();
  }

  private static String han(int number) {
    return Character.toString(0x4E00 + Math.floorMod(number * 7919, 20_000));
  }
}
