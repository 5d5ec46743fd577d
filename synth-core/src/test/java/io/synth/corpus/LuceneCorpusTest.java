package io.synth.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.SynthException;
import io.synth.model.Authority;
import io.synth.model.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LuceneCorpusTest {
  private final Path pages;
  private final Path index;
  private LuceneCorpus corpus;

  @SuppressWarnings("NullAway.Init")
  LuceneCorpusTest(@TempDir Path folder) {
    pages = folder.resolve("pages");
    index = folder.resolve("index");
  }

  @BeforeEach
  void index() throws IOException {
    page(
        "array.html",
        "https://grid.example/array",
        "en",
        "Corrane Tidal Array",
        "The array has 96 rotors designed by Gideon Morvane. Its cable was laid by the <a href=/quayside>Quessary line</a>.");
    page(
        "array-zh.html",
        "https://grid.example/zh/array",
        "zh",
        "科兰潮汐阵列",
        "科兰潮汐阵列有96台转子，由吉迪恩·莫文设计。它每年发电660吉瓦时。");
    page(
        "barrage.html",
        "https://grid.example/barrage",
        "en",
        "Ildren Barrage",
        "The barrage was designed by Jorund Maskell and opened in 1958. 科兰 is not here.");
    page(
        "college.html",
        "https://uni.example/college",
        "en",
        "Dunvarrow College",
        "A college that mentions rotors once, among a great many other things that students design.");
    page("twin-a.html", "https://a.edu/twin", "en", "Twin", "Lanterns out, the cod sleep.");
    page(
        "twin-b.html",
        "https://a-forum.example/twin",
        "en",
        "Twin",
        "Lanterns out, the cod sleep.");
    page("manual/index.html", "", "en", "Manual", "See <a href='ch%201.html#top'>chapter one</a>.");
    page(
        "manual/ch 1.html",
        "",
        "en",
        "Chapter one",
        "Mooring lines. Back to <a href='./'>the manual</a>.");
    new CorpusIndexer(pages, index, IndexProgress.NONE).build();
    corpus = LuceneCorpus.open(index);
  }

  @AfterEach
  void close() {
    corpus.close();
  }

  @Test
  void findsPagesInEnglishByStemsWhateverTheCase() {
    assertThat(urls("DESIGNER of the tidal rotor")).startsWith("https://grid.example/array");
    assertThat(urls("barrages")).containsExactly("https://grid.example/barrage");
  }

  @Test
  void findsPagesInChineseByNamesNoDictionaryHas() {
    assertThat(urls("科兰潮汐阵列的设计者")).startsWith("https://grid.example/zh/array");
    assertThat(urls("吉迪恩莫文")).containsExactly("https://grid.example/zh/array");
    assertThat(urls("莫")).containsExactly("https://grid.example/zh/array");
  }

  @Test
  void findsPagesForMixedQueries() {
    assertThat(urls("Ildren 科兰")).startsWith("https://grid.example/barrage");
    assertThat(urls("潮汐 rotors"))
        .contains("https://grid.example/zh/array", "https://grid.example/array");
  }

  @Test
  void snippetIsThePassageThatFitsBest() {
    SearchHit hit = corpus.search("who laid the cable", 1).get(0);
    assertThat(hit.snippet()).isEqualTo("Its cable was laid by the Quessary line.");
    assertThat(hit.title()).isEqualTo("Corrane Tidal Array");
    assertThat(corpus.search("每年发电多少", 1).get(0).snippet()).isEqualTo("它每年发电660吉瓦时。");
  }

  @Test
  void aPassageEndsWithItsSectionAndIsShort() {
    Passages passages = new Passages(Map.of("tide", 1.0));
    assertThat(
            passages.best(
                PagePieces.of(
                    "# Tides\n\n2020-01-01\n\nNothing.\n\n- The tide\n- [The](https://a.example/) moon\n\n## More\n\nEnd.")))
        .isEqualTo("The tide; The moon");
    assertThat(new Passages(Map.of("潮汐", 1.0)).best(PagePieces.of("潮汐。起落。"))).isEqualTo("潮汐。起落。");
    assertThat(passages.best(PagePieces.of("word ".repeat(200) + "tide " + "word ".repeat(200))))
        .contains("tide")
        .startsWith("…")
        .endsWith("…")
        .hasSizeLessThanOrEqualTo(300);
    assertThat(passages.best(PagePieces.of("岚".repeat(1000)))).hasSize(150);
    assertThat(passages.best(PagePieces.of("# Tides"))).isEqualTo("Tides");
    assertThat(passages.best(PagePieces.of(""))).isEmpty();
  }

  @Test
  void theMoreAuthoritativeOfEqualPagesComesFirst() {
    List<SearchHit> hits = corpus.search("cod lanterns", 5);
    assertThat(hits)
        .extracting(SearchHit::url)
        .containsExactly("https://a.edu/twin", "https://a-forum.example/twin");
    assertThat(hits)
        .extracting(SearchHit::authority)
        .containsExactly(Authority.ACADEMIC, Authority.PERSONAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotors AND (",
        "+rotors -\"",
        "rotors~ *?",
        "text:rotors [a TO b]",
        "rotors\u0000\uD800",
        "{!rotors} /(a+)+$/"
      })
  void aQueryIsWordsNeverSyntax(String query) {
    assertThat(urls(query)).contains("https://grid.example/array");
  }

  @Test
  void hugeAndEmptyQueriesAreHarmless() {
    assertThat(corpus.search("rotors " + "x y z 1 2 ".repeat(100_000), 3)).isNotEmpty();
    assertThat(corpus.search("", 3)).isEmpty();
    assertThat(corpus.search("the of !?", 3)).isEmpty();
    assertThat(corpus.search("rotors", 0)).isEmpty();
    assertThat(corpus.search("zyxwv", 3)).isEmpty();
  }

  @Test
  void opensAPageByItsAddress() {
    Page page = corpus.open("https://GRID.example/array/#rotors").orElseThrow();
    assertThat(page.url()).isEqualTo("https://grid.example/array");
    assertThat(page.text()).contains("[Quessary line](https://grid.example/quayside)");
    assertThat(page.links())
        .containsExactly(new Page.Link("Quessary line", "https://grid.example/quayside"));
    assertThat(corpus.open("https://grid.example/zh/array").orElseThrow().language())
        .isEqualTo(Language.ZH);
    assertThat(corpus.open("https://grid.example/nothing")).isEmpty();
    assertThat(corpus.open("")).isEmpty();
  }

  @Test
  void linksOfAPlainFolderOfPagesLeadToItsPages() {
    Page manual = corpus.open("corpus:/manual").orElseThrow();
    assertThat(manual.url()).isEqualTo("corpus:/manual/index.html");
    Page chapter = corpus.open(manual.links().get(0).url()).orElseThrow();
    assertThat(chapter.title()).isEqualTo("Chapter one");
    assertThat(corpus.open(chapter.links().get(0).url())).contains(manual);
    assertThat(corpus.open("corpus:/array.html").orElseThrow().url())
        .isEqualTo("https://grid.example/array");
  }

  @Test
  void whatIsNoIndexIsRefused() {
    assertThatThrownBy(() -> LuceneCorpus.open(pages))
        .isInstanceOf(SynthException.class)
        .hasMessage(pages + " is no index of pages; build it first");
  }

  private List<String> urls(String query) {
    return corpus.search(query, 10).stream().map(SearchHit::url).toList();
  }

  private void page(String path, String url, String lang, String title, String body)
      throws IOException {
    Path file = pages.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    String canonical = url.isEmpty() ? "" : "<link rel=canonical href='" + url + "'>";
    Files.writeString(
        file,
        "<html lang="
            + lang
            + "><meta charset=utf-8><title>"
            + title
            + "</title>"
            + canonical
            + "<main><h1>"
            + title
            + "</h1><p>"
            + body
            + "</p></main>");
  }
}
