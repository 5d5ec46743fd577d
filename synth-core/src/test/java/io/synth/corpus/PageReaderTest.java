package io.synth.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.corpus.Page.Link;
import io.synth.model.Authority;
import io.synth.model.Language;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageReaderTest {
  private static final String CHINESE_BODY = "<p>潮汐是由月球和太阳的引力引起的海水涨落现象，这里的人们每天都要看两次。</p>";

  private final PageReader reader = new PageReader(Sources.NONE);

  @Test
  void keepsTheMainTextAndDropsWhatSurroundsIt() throws Exception {
    Page page =
        html(
            """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ildren Barrage | Grid</title>
            <meta property="og:site_name" content="Grid"><link rel="canonical" href="https://grid.gov/en/ildren">
            <meta name="date" content="March 4, 2021"></head><body>
            <header><a href="/">Home</a> Site name</header><nav><a href="/x">Nav</a></nav>
            <div class="cookie-banner">We use cookies</div>
            <main><h1>Ildren Barrage</h1><p>It has <b>six</b> turbines of 10<sup>6</sup> W
            and is near <a href="../towns/caldrisport#port"> Caldrisport</a>.</p>
            <ul><li>one<ul><li>nested</li></ul></li><li>two</li></ul>
            <ol><li>first</li></ol>
            <table><caption>Output</caption><tr><th>Year</th><th>GWh</th></tr>
            <tr><td rowspan=2>2021</td><td>150</td></tr><tr><td>1|2</td></tr></table>
            <table><tr><th>Opened</th><td>1958</td></tr></table>
            <dl><dt>Length</dt><dd>810 m</dd></dl><blockquote><p>a</p><p>b</p></blockquote>
            <pre>x = 1
              y</pre></main>
            <aside>Sign up</aside><footer>Imprint</footer><script>var a;</script></body></html>
            """);
    assertThat(page.url()).isEqualTo("https://grid.gov/en/ildren");
    assertThat(page.title()).isEqualTo("Ildren Barrage");
    assertThat(page.publisher()).isEqualTo("Grid");
    assertThat(page.date()).isEqualTo("2021-03-04");
    assertThat(page.language()).isEqualTo(Language.EN);
    assertThat(page.authority()).isEqualTo(Authority.OFFICIAL);
    assertThat(page.links())
        .containsExactly(new Link("Caldrisport", "https://grid.gov/towns/caldrisport"));
    assertThat(page.text())
        .isEqualTo(
            """
            # Ildren Barrage

            It has six turbines of 10⁶ W and is near [Caldrisport](https://grid.gov/towns/caldrisport).

            - one
              - nested
            - two

            1. first

            Output

            | Year | GWh |
            | --- | --- |
            | 2021 | 150 |
            | 2021 | 1\\|2 |

            |  |  |
            | --- | --- |
            | Opened | 1958 |

            - Length: 810 m

            > a
            >
            > b

            ```
            x = 1
              y
            ```""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p style='display:none'>SECRET</p>",
        "<p style='visibility: hidden !important'>SECRET</p>",
        "<p hidden>SECRET</p>",
        "<span style='color:#FFF'>SECRET</span>",
        "<span style='color:white;background-color:rgb(254,254,254)'>SECRET</span>",
        "<div style='background:#000'><i style='color:black'>SECRET</i></div>",
        "<font color=white>SECRET</font>",
        "<p style='font-size:0px'>SECRET</p>",
        "<p style='position:absolute;left:-9999px'>SECRET</p>",
        "<p class='gone'>SECRET</p>",
        "<p style='opacity:0'>SECRET</p>",
        "<div style='height:0;overflow:hidden'>SECRET</div>",
        "<!-- SECRET --><template>SECRET</template>",
        "<p>vis\uDB40\uDC41ible\u200B</p>"
      })
  void dropsWhatAReaderDoesNotSee(String hidden) throws Exception {
    Page page =
        html(
            "<style>/* a */ .x{color:red} .gone, .b{display:none}</style><p>Seen text.</p>"
                + hidden);
    assertThat(page.text())
        .startsWith("Seen text.")
        .doesNotContain("SECRET")
        .doesNotContain("\u200B");
    assertThat(page.text().codePoints()).allMatch(c -> c < 0xE0000);
  }

  @Test
  void keepsWhiteTextOnADarkGround() throws Exception {
    assertThat(html("<div style='background:#123'><p style='color:#fff'>Seen</p></div>").text())
        .isEqualTo("Seen");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,true", "UTF-8,false", "GBK,true", "GBK,false", "Big5,false", "UTF-16LE,false"})
  void decodesChineseWhetherTheCharsetIsDeclaredOrNot(String charset, boolean declared)
      throws Exception {
    String body = charset.equals("Big5") ? traditional() : CHINESE_BODY;
    String meta = declared ? "<meta charset='" + charset + "'>" : "";
    byte[] bytes = ("<title>潮汐</title>" + meta + body).getBytes(Charset.forName(charset));
    Page page = reader.file("a.html", bytes);
    assertThat(page.text()).contains("引力引起的海水");
    assertThat(page.title()).isEqualTo("潮汐");
    assertThat(page.language()).isEqualTo(Language.ZH);
  }

  @Test
  void bytesOutweighAWrongDeclaration() throws Exception {
    byte[] utf8 = ("<meta charset=gb2312>" + CHINESE_BODY).getBytes(StandardCharsets.UTF_8);
    assertThat(reader.file("a.html", utf8).text()).contains("引力");
    byte[] gbk = ("<meta charset=iso-8859-1>" + CHINESE_BODY).getBytes(Charset.forName("GBK"));
    assertThat(reader.file("a.html", gbk).text()).contains("引力");
    byte[] western = "<p>Café à Zürich, déjà vu</p>".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(reader.file("a.html", western).text()).isEqualTo("Café à Zürich, déjà vu");
  }

  @Test
  void anUnclosedTitleDoesNotSwallowThePage() throws Exception {
    Page page =
        html(
            "<html><head><title>Hask walk<meta name=date content=2011-09-18><body><p>We climbed.</p>");
    assertThat(page.title()).isEqualTo("Hask walk");
    assertThat(page.text()).isEqualTo("We climbed.");
    assertThat(page.date()).isEqualTo("2011-09-18");
  }

  @Test
  void unclosedElementsDoNotCostTheText() throws Exception {
    Page page =
        html(
            """
            <title>Walk</title><body><div class=nav><ul><li><a href=/a>Home</a><li><a href=/b>All</a></ul>
            <h1>A walk<div class=post><p>We started from <a href=/c>Ostrelle</a> early.<br><b><i>* * *</b>
            <p>At the top the people gave us tea and showed us the dome of the reflector.
            """);
    assertThat(page.text())
        .isEqualTo(
            "# A walk\n\nWe started from [Ostrelle](corpus:/c) early.\n\n"
                + "At the top the people gave us tea and showed us the dome of the reflector.");
  }

  @Test
  void fallsBackToTheBodyWhereTheMainPartIsNearlyEmpty() throws Exception {
    Page page =
        html(
            "<body><article></article><aside>This page keeps its whole text in an aside, as odd pages do."
                + " It would be lost.</aside><p>Short.</p>");
    assertThat(page.text()).contains("whole text in an aside").contains("Short.");
  }

  @Test
  void pagesWithoutCanonicalAddressAreKnownByTheirPlace() throws Exception {
    Page page =
        reader.file(
            "manual/第一 章.html",
            bytes(
                "<p>See <a href='../b/c.html#x'>c</a>, <a href='d%20e.html'>d</a>, <a href='mailto:a@b.example'>mail</a>,"
                    + " <a href='#top'>top</a> <a href='https://w.example/q?a=(1)'>w</a></p>"));
    assertThat(page.url()).isEqualTo("corpus:/manual/第一%20章.html");
    assertThat(page.title()).isEqualTo("第一 章");
    assertThat(page.text())
        .isEqualTo(
            "See [c](corpus:/b/c.html), [d](corpus:/manual/d%20e.html), mail, top [w](https://w.example/q?a=%281%29)");
  }

  @Test
  void readsMarkdownWithFrontMatter() throws Exception {
    Page page =
        reader.file(
            "a.md",
            bytes(
                """
                ---
                url: https://lanwu-gov.example/a
                title: "鹭汀湾"
                date: 2021-06-19
                lang: zh
                ---

                # 鹭汀湾

                鹭汀湾是[岚雾岛](https://lanwu-gov.example/i)的**浅湾**。<!-- x --><span style="display:none">藏</span>

                | a | b |
                |---|---|
                | 1 | 2 |
                """));
    assertThat(page.url()).isEqualTo("https://lanwu-gov.example/a");
    assertThat(page.title()).isEqualTo("鹭汀湾");
    assertThat(page.date()).isEqualTo("2021-06-19");
    assertThat(page.language()).isEqualTo(Language.ZH);
    assertThat(page.text())
        .isEqualTo(
            "# 鹭汀湾\n\n鹭汀湾是[岚雾岛](https://lanwu-gov.example/i)的浅湾。\n\n| a | b |\n| --- | --- |\n| 1 | 2 |");
  }

  @Test
  void toleratesMalformedFrontMatter() throws Exception {
    Page page =
        reader.file(
            "a.md", bytes("---\ntitle: Tides: a [review\nurl: https://a.example/t\n---\nText."));
    assertThat(page.title()).isEqualTo("Tides: a [review");
    assertThat(page.url()).isEqualTo("https://a.example/t");
    assertThat(page.text()).isEqualTo("Text.");
    assertThat(reader.file("b.md", bytes("---\n\nA rule above.\n\n---\nBelow.")).text())
        .contains("A rule above.", "Below.");
  }

  @Test
  void readsPlainTextAndFilesWithoutEnding() throws Exception {
    assertThat(reader.file("a.txt", bytes("Title line\r\n\r\nBody")).title())
        .isEqualTo("Title line");
    assertThat(reader.file("README", bytes("<!DOCTYPE html><p>hi there</p>")).text())
        .isEqualTo("hi there");
  }

  @Test
  void readsAResponseUnderItsOwnAddress() throws Exception {
    Page page =
        reader.response(
            "https://a.example/x",
            "text/html; charset=gbk",
            ("<link rel=canonical href=https://b.example/y>" + CHINESE_BODY)
                .getBytes(Charset.forName("GBK")));
    assertThat(page.url()).isEqualTo("https://a.example/x");
    assertThat(page.text()).contains("引力");
    assertThatThrownBy(() -> reader.response("https://a.example/x", "image/png", new byte[] {1}))
        .hasMessage("content of type image/png is no page");
  }

  @Test
  void whatIsNoPageIsRefusedWithAReason() {
    assertRefused(
        "a.png",
        new byte[] {1},
        "not_a_page",
        "files ending with .png are no pages; pages are .html, .md, .txt");
    assertRefused("a.html", bytes(" \n"), "empty", "the file is empty");
    assertRefused("a.html", bytes("<p></p>"), "no_text", "the page has no text that a reader sees");
    assertRefused("a.txt", bytes("\0\1\2\3\0\1\2\3\0\1\2\3"), "binary", "the file is no text");
    assertRefused(
        "a.txt",
        new byte[PageReader.MAX_BYTES + 1],
        "too_large",
        "20971521 bytes are more than the 20971520 of a page");
  }

  @Test
  void deeplyNestedPagesAreRead() throws Exception {
    assertThat(html("<div>".repeat(50_000) + "deep text").text()).contains("deep text");
    assertThat(html("<blockquote><ul><li>".repeat(5_000) + "deep text").text())
        .contains("deep text");
  }

  private void assertRefused(String path, byte[] bytes, String reason, String message) {
    assertThatThrownBy(() -> reader.file(path, bytes))
        .isInstanceOfSatisfying(
            UnreadablePageException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessage(message);
  }

  private static String traditional() {
    return "<p>潮汐是由月球和太陽的引力引起的海水漲落現象，這裡的人們每天都要看兩次。</p>";
  }

  private Page html(String html) throws UnreadablePageException {
    return reader.file("page.html", bytes(html));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
