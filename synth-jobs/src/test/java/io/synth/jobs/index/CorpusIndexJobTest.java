package io.synth.jobs.index;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.corpus.CorpusIndexer;
import io.synth.corpus.IndexProgress;
import io.synth.corpus.IndexSummary;
import io.synth.corpus.LuceneCorpus;
import io.synth.corpus.PageFiles;
import io.synth.corpus.SearchHit;
import io.synth.corpus.ShardedIndex;
import io.synth.jobs.Console;
import io.synth.jobs.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusIndexJobTest {
  private static final int PAGES = 120;
  private static final int SHARDS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> QUERIES =
      List.of("lake level harbour", "page 7", "湖水 水位", "café naïve", "number 3", "huge table");

  @TempDir private static Path all;
  private static @Nullable JavaSparkContext session;

  private Path folder = Path.of("");
  private Path pages = Path.of("");
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new PrintStream(said, true, StandardCharsets.UTF_8), false, false, new Progress());

  @BeforeAll
  static void startSpark() {
    session =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("index")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                // A file system that Spark does not read as this machine's own.
                .set("spark.hadoop.fs.viewfs.mounttable.other.link./data", all.toUri().toString()));
  }

  @AfterAll
  static void stopSpark() {
    spark().stop();
  }

  private static JavaSparkContext spark() {
    return Objects.requireNonNull(session);
  }

  @BeforeEach
  void writePages() throws IOException {
    folder = Files.createTempDirectory(all, "case");
    pages = folder.resolve("pages");
    for (int i = 0; i < PAGES; i++) {
      String next = "../" + (i + 1) % 7 + "/sub/page" + (i + 1) % PAGES + ".html";
      html(
          i % 7 + "/sub/page" + i + ".html",
          "<title>Page " + i + "</title>",
          "<p>The level of the lake at harbour number "
              + i % 11
              + " is "
              + i
              + " metres.</p>"
              + "<p>More of it is on <a href='../"
              + next
              + "'>the next page</a>.</p>");
    }
    // One address in several folders, and so in several shards: the first by path stays.
    for (int i = 0; i < 20; i++) {
      html(
          "copies/" + (char) ('t' - i) + ".html",
          "<title>Copy</title><link rel=canonical href='https://lake.example/copy" + i % 2 + "'>",
          "<p>Copy " + i + " of a page about the level of the lake.</p>");
    }
    bytes(
        "odd/gbk.html",
        "<html><head><meta charset='gbk'><title>湖</title></head><body><p>湖水的水位是三米。</p></body></html>"
            .getBytes(Charset.forName("GBK")));
    bytes(
        "odd/latin.html",
        "<html><head><meta charset='iso-8859-1'></head><body><p>A naïve café by the lake.</p></body></html>"
            .getBytes(ISO_8859_1));
    html(
        "odd/huge.html",
        "<title>Huge</title>",
        "<table>" + "<tr><td>huge table</td><td>lake</td></tr>".repeat(10_000) + "</table>");
    bytes("odd/empty.html", new byte[0]);
    bytes("odd/broken.html", new byte[5000]);
    bytes(
        "odd/nothing seen.html",
        "<html><body><script>x()</script></body></html>".getBytes(ISO_8859_1));
    for (int i = 0; i < 9; i++) {
      bytes("pictures/" + i + ".png", new byte[] {1, 2, 3});
    }
    Files.writeString(
        pages.resolve("sources.yaml"), "lake.example: {publisher: Lake, authority: official}");
    WatchedFiles.READ.clear();
  }

  private void html(String path, String head, String body) throws IOException {
    bytes(
        path,
        ("<html><head>" + head + "</head><body><main>" + body + "</main></body></html>")
            .getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(String path, byte[] content) throws IOException {
    Path file = pages.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.write(file, content);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, SHARDS, 13})
  void whatAnIndexHoldsAndHowItRanksDoesNotDependOnTheNumberOfShards(int shards)
      throws IOException {
    Path alone = folder.resolve("alone");
    IndexSummary expected = new CorpusIndexer(pages, alone, IndexProgress.NONE).build();
    Path index = folder.resolve("index");
    IndexSummary summary = job(index, shards, null).build();

    assertThat(summary).isEqualTo(expected);
    assertThat(summary.counts())
        .containsEntry("files", 156L)
        .containsEntry("pages", 125L)
        .containsEntry("duplicates", 18L)
        .containsEntry("skipped", 12L)
        .containsEntry("settings", 1L);
    assertThat(summary.skipped())
        .isEqualTo(
            Map.of(
                "binary", 1L, "duplicate_url", 18L, "empty", 1L, "no_text", 1L, "not_a_page", 9L));
    assertThat(Files.readString(index.resolve("skipped.jsonl")))
        .isEqualTo(Files.readString(alone.resolve("skipped.jsonl")))
        .contains(
            "{\"path\":\"odd/broken.html\",\"reason\":\"binary\",\"message\":\"the file is no text\"}");
    assertThat(manifest(index).put("shards", 1)).isEqualTo(manifest(alone));
    assertSameAnswers(index, alone);
  }

  @Test
  void theLinkGraphIsKept() throws IOException {
    Path index = folder.resolve("index");
    job(index, SHARDS, null).build();
    try (LuceneCorpus corpus = LuceneCorpus.open(index)) {
      String url = "corpus:/0/sub/page0.html";
      for (int i = 0; i < PAGES; i++) {
        assertThat(corpus.open(url).orElseThrow().title()).isEqualTo("Page " + i);
        url = corpus.open(url).orElseThrow().links().get(0).url();
      }
      assertThat(url).isEqualTo("corpus:/1/sub/page0.html");
    }
  }

  @Test
  void aJobThatDiedMakesOnlyTheShardsThatAreMissing() throws Exception {
    Path alone = folder.resolve("alone");
    new CorpusIndexer(pages, alone, IndexProgress.NONE).build();
    Path index = folder.resolve("index");
    Path building = folder.resolve(".index.building");
    List<String> files = List.copyOf(paths(pages));
    // Shards are begun in their order: when the last one dies, others stand.
    String deadly =
        files.stream()
            .filter(path -> path.endsWith(".html") && Placed.any(path, SHARDS) == SHARDS - 1)
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> job(index, SHARDS, deadly).build())
        .hasMessageContaining(
            "indexing failed: java.io.IOError: java.io.IOException: the disk is gone");
    assertThat(index).doesNotExist();
    // A task beside the one that died ends a little later, with its shard or without.
    while (!hidden(building).isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    Set<Integer> standing =
        IntStream.range(0, SHARDS)
            .filter(shard -> Files.exists(building.resolve(ShardedIndex.finished(shard))))
            .boxed()
            .collect(Collectors.toSet());
    assertThat(standing).contains(0).doesNotContain(SHARDS - 1);
    Files.createDirectories(building.resolve(".left-by-a-task"));
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("index: 5 of 5 shards to make");

    WatchedFiles.READ.clear();
    IndexSummary summary = job(index, SHARDS, null).build();
    assertThat(summary.count("pages")).isEqualTo(125);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("index: " + (SHARDS - standing.size()) + " of 5 shards to make");
    Set<String> missing =
        files.stream()
            .filter(path -> path.endsWith(".html"))
            .filter(path -> !standing.contains(Placed.any(path, SHARDS)))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> read = new TreeSet<>(WatchedFiles.READ);
    read.remove("sources.yaml");
    assertThat(read).isEqualTo(missing);
    assertThat(building).doesNotExist();
    assertThat(hidden(index)).isEmpty();
    assertThat(index.resolve("plan.json")).doesNotExist();
    assertSameAnswers(index, alone);
  }

  @Test
  void aBuildThatWasInterruptedIsNotTakenUpOnceThePagesChanged() throws IOException {
    Path index = folder.resolve("index");
    assertThatThrownBy(() -> job(index, 1, "odd/latin.html").build())
        .hasMessageContaining("indexing failed");
    html("new.html", "<title>New</title>", "<p>A page that is new.</p>");
    assertThat(job(index, SHARDS, null).build().count("pages")).isEqualTo(126);
    assertThat(manifest(index).path("shards").asInt()).isEqualTo(SHARDS);
  }

  @Test
  void contentDecidesWhetherAnIndexIsUpToDate() throws IOException {
    Path index = folder.resolve("index");
    assertThat(job(index, SHARDS, null).build().reused()).isFalse();
    WatchedFiles.READ.clear();
    assertThat(job(index, SHARDS, null).build().reused()).isTrue();
    assertThat(WatchedFiles.READ).containsExactly("sources.yaml");

    Path page = pages.resolve("odd/latin.html");
    FileTime before = Files.getLastModifiedTime(page);
    Files.setLastModifiedTime(page, FileTime.fromMillis(1));
    assertThat(job(index, SHARDS, null).build().reused()).isTrue();

    byte[] bytes = Files.readAllBytes(page);
    bytes[bytes.length - 20] = 'x';
    Files.write(page, bytes);
    Files.setLastModifiedTime(page, before);
    assertThat(job(index, SHARDS, null).build().reused()).isFalse();
  }

  @Test
  void anotherFileSystemHoldsPagesAndIndexAndEachExecutorCopiesItOnce() throws IOException {
    Path alone = folder.resolve("alone");
    IndexSummary expected = new CorpusIndexer(pages, alone, IndexProgress.NONE).build();
    String other = "viewfs://other/data/" + folder.getFileName();
    // The index lies among the pages, and is not one of them.
    String index = other + "/pages/index";
    Configuration hadoop = spark().hadoopConfiguration();
    IndexPlace place = IndexPlace.of(index, hadoop);
    PageFiles files = new HadoopPageFiles(other + "/pages", place.path(), hadoop);
    IndexSummary summary = new CorpusIndexJob(spark(), files, place, console, SHARDS).build();
    assertThat(summary).isEqualTo(expected);
    assertThat(CorpusIndexJob.of(spark(), other + "/pages", index, console).build().reused())
        .isTrue();

    Path copy = LocalIndex.of(index, hadoop);
    assertThat(copy).isNotEqualTo(alone);
    assertSameAnswers(copy, alone);
    assertThat(LocalIndex.of(index, hadoop)).isEqualTo(copy);
    assertThat(LocalIndex.of(alone.toString(), hadoop)).isEqualTo(alone);
    assertThat(LocalIndex.fingerprint(index, hadoop))
        .isEqualTo(LocalIndex.fingerprint(alone.toString(), hadoop))
        .isNotEmpty();
  }

  @Test
  void whatIsNoIndexIsNeverReplacedAndAFolderWithoutPagesIsAnError() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken"));
    Files.writeString(taken.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> job(taken, SHARDS, null).build())
        .hasMessage(
            taken + " exists and is no index; name another place for the index, or remove it");
    assertThat(taken.resolve("thesis.txt")).hasContent("mine");

    Path pictures = pages.resolve("pictures");
    Path index = folder.resolve("index");
    assertThatThrownBy(
            () ->
                CorpusIndexJob.of(spark(), pictures.toString(), index.toString(), console).build())
        .hasMessage(pictures + " holds no page among 9 files; pages are .html, .md and .txt files");
    assertThat(folder.resolve(".index.building")).doesNotExist();
    assertThatThrownBy(
            () -> CorpusIndexJob.of(spark(), "viewfs://other/data/none", index.toString(), console))
        .hasMessage("viewfs://other/data/none is no folder; name the folder that holds the data");
  }

  private CorpusIndexJob job(Path index, int shards, @Nullable String deadly) {
    return new CorpusIndexJob(
        spark(),
        new WatchedFiles(pages, index, deadly),
        IndexPlace.of(index.toString(), spark().hadoopConfiguration()),
        console,
        shards);
  }

  private static void assertSameAnswers(Path index, Path expected) throws IOException {
    try (LuceneCorpus corpus = LuceneCorpus.open(index);
        LuceneCorpus other = LuceneCorpus.open(expected)) {
      assertThat(corpus.size()).isEqualTo(other.size());
      List<SearchHit> found = new ArrayList<>();
      for (String query : QUERIES) {
        List<SearchHit> hits = corpus.search(query, 30);
        assertThat(hits).as(query).isNotEmpty().isEqualTo(other.search(query, 30));
        found.addAll(hits);
      }
      for (SearchHit hit : found) {
        assertThat(corpus.open(hit.url())).isPresent().isEqualTo(other.open(hit.url()));
      }
    }
  }

  private static List<Path> hidden(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(path -> path.getFileName().toString().startsWith(".")).toList();
    }
  }

  private static ObjectNode manifest(Path index) throws IOException {
    return (ObjectNode) JSON.readTree(index.resolve("index.json").toFile());
  }

  private static Set<String> paths(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
