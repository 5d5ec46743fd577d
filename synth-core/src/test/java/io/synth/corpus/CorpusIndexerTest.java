package io.synth.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.synth.SynthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusIndexerTest {
  private final Path pages;
  private final Path index;

  CorpusIndexerTest(@TempDir Path folder) {
    pages = folder.resolve("pages");
    index = folder.resolve("out/index");
  }

  @BeforeEach
  void pages() throws IOException {
    Files.createDirectories(pages.resolve("b"));
    Files.writeString(pages.resolve("a.md"), "---\nurl: https://a.example/x\n---\nFirst page.");
    Files.writeString(
        pages.resolve("b/c.md"), "---\nurl: https://a.example/x/#y\n---\nSecond page.");
    Files.writeString(pages.resolve("b/d.txt"), "第三页。");
    Files.writeString(pages.resolve("b/empty.html"), "");
    Files.write(pages.resolve("b/picture.png"), new byte[] {1, 2});
    Files.write(pages.resolve("b/noise.txt"), new byte[100]);
    Files.writeString(pages.resolve(".hidden.md"), "hidden");
    Files.writeString(pages.resolve("sources.yaml"), "a.example: {publisher: A, authority: news}");
  }

  @Test
  void accountsForEveryFile() throws IOException {
    List<String> steps = new ArrayList<>();
    IndexSummary summary =
        new CorpusIndexer(pages, index, (done, all) -> steps.add(done + "/" + all)).build();
    assertThat(summary.reused()).isFalse();
    assertThat(summary.counts())
        .containsEntry("files", 7L)
        .containsEntry("pages", 2L)
        .containsEntry("pages_en", 1L)
        .containsEntry("pages_zh", 1L)
        .containsEntry("duplicates", 1L)
        .containsEntry("skipped", 3L)
        .containsEntry("settings", 1L);
    assertThat(summary.skipped())
        .containsOnlyKeys("binary", "duplicate_url", "empty", "not_a_page")
        .containsEntry("duplicate_url", 1L);
    assertThat(steps).hasSize(7).endsWith("7/7");
    assertThat(Files.readAllLines(index.resolve("skipped.jsonl")))
        .containsExactly(
            "{\"path\":\"b/c.md\",\"reason\":\"duplicate_url\",\"message\":\"a page before it has the same address, https://a.example/x/\"}",
            "{\"path\":\"b/empty.html\",\"reason\":\"empty\",\"message\":\"the file is empty\"}",
            "{\"path\":\"b/noise.txt\",\"reason\":\"binary\",\"message\":\"the file is no text\"}",
            "{\"path\":\"b/picture.png\",\"reason\":\"not_a_page\",\"message\":\"files ending with .png are no pages; pages are .html, .md, .txt\"}");
    JsonNode manifest = new ObjectMapper().readTree(index.resolve("index.json").toFile());
    assertThat(manifest.path("first_skipped")).hasSize(4);
    try (LuceneCorpus corpus = LuceneCorpus.open(index)) {
      assertThat(corpus.size()).isEqualTo(2);
      Page page = corpus.open("https://a.example/x").orElseThrow();
      assertThat(page.text()).isEqualTo("First page.");
      assertThat(page.publisher()).isEqualTo("A");
    }
  }

  @Test
  void anIndexThatIsUpToDateIsReusedAndAChangedFolderIsIndexedAgain() throws IOException {
    build();
    assertThat(build().reused()).isTrue();
    assertThat(build().count("pages")).isEqualTo(2);
    Files.writeString(pages.resolve("new.txt"), "One more.");
    IndexSummary summary = build();
    assertThat(summary.reused()).isFalse();
    assertThat(summary.count("pages")).isEqualTo(3);
    Files.writeString(pages.resolve("new.txt"), "One else.");
    Files.setLastModifiedTime(pages.resolve("new.txt"), FileTime.fromMillis(1));
    assertThat(build().reused()).isFalse();
    assertThat(siblings()).containsExactlyInAnyOrder("index", ".index.lock");
  }

  @Test
  void aCopyOfTheFolderNeedsNoNewIndex() throws IOException {
    build();
    String before = Files.readString(index.resolve("index.json"));
    Files.setLastModifiedTime(pages.resolve("a.md"), FileTime.fromMillis(1));
    assertThat(build().reused()).isTrue();
    String after = Files.readString(index.resolve("index.json"));
    assertThat(fingerprint(after)).isEqualTo(fingerprint(before));
    // The times are remembered: nothing is read the next time.
    assertThat(after).isNotEqualTo(before);
    assertThat(build().reused()).isTrue();
    assertThat(index.resolve("index.json")).hasContent(after);
  }

  @Test
  void aChangeOfContentIsSeenBehindTheSizeAndTimeOfBefore() throws IOException {
    build();
    Path page = pages.resolve("a.md");
    FileTime before = Files.getLastModifiedTime(page);
    Files.writeString(page, Files.readString(page).replace("First", "Other"));
    Files.setLastModifiedTime(page, before);
    assertThat(build().reused()).isFalse();
    try (LuceneCorpus corpus = LuceneCorpus.open(index)) {
      assertThat(corpus.search("other", 1)).hasSize(1);
    }
  }

  private static String fingerprint(String manifest) throws IOException {
    return new ObjectMapper().readTree(manifest).path("fingerprint").asText();
  }

  @Test
  void whatAnInterruptedBuildLeftIsRemoved() throws IOException {
    Files.createDirectories(index.resolveSibling(".index.building/x"));
    Files.writeString(index.resolveSibling(".index.building/x/segment"), "half");
    build();
    assertThat(siblings()).containsExactlyInAnyOrder("index", ".index.lock");
  }

  @Test
  void aFailedBuildLeavesTheOldIndex() throws IOException {
    build();
    try (Stream<Path> files = Files.walk(pages)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(this::build)
        .isInstanceOf(SynthException.class)
        .hasMessage(pages + " holds no page among 0 files; pages are .html, .md and .txt files");
    assertThat(siblings()).containsExactlyInAnyOrder("index", ".index.lock");
    try (LuceneCorpus corpus = LuceneCorpus.open(index)) {
      assertThat(corpus.size()).isEqualTo(2);
    }
  }

  @Test
  void aFolderThatIsNoIndexIsNeverReplaced() throws IOException {
    Files.createDirectories(index);
    Files.writeString(index.resolve("thesis.txt"), "mine");
    assertThatThrownBy(this::build)
        .hasMessage(
            index + " exists and is no index; name another place for the index, or remove it");
    assertThat(index.resolve("thesis.txt")).hasContent("mine");
  }

  @Test
  void aMissingFolderIsAnError() {
    Path missing = pages.resolve("missing");
    assertThatThrownBy(() -> new CorpusIndexer(missing, index, IndexProgress.NONE).build())
        .hasMessage(missing + " is no folder; name the folder that holds the data");
  }

  @Test
  void anIndexInsideTheFolderIsNotItsInput() {
    Path inside = pages.resolve("index");
    CorpusIndexer indexer = new CorpusIndexer(pages, inside, IndexProgress.NONE);
    indexer.build();
    assertThat(indexer.build().reused()).isTrue();
  }

  @Test
  void aLoopOfLinksEnds() throws IOException {
    Files.createSymbolicLink(pages.resolve("b/loop"), pages);
    assertThat(build().count("pages")).isEqualTo(2);
  }

  private IndexSummary build() {
    return new CorpusIndexer(pages, index, IndexProgress.NONE).build();
  }

  private List<String> siblings() throws IOException {
    try (Stream<Path> siblings = Files.list(index.resolveSibling("."))) {
      return siblings.map(p -> p.getFileName().toString()).toList();
    }
  }
}
