package io.synth.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.synth.corpus.Page.Link;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as manuals have them: ways to other pages at both ends, boxes, definitions, code. */
final class ManualPagesTest {
  private static final String PROSE =
      "The gauge writes the level of the water every six minutes, and a keeper reads it twice a day.";

  private final PageReader reader = new PageReader(Sources.NONE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ul class='top'><li><a accesskey='p' href='a.html'>Back to the tides</a></li><li>The Keeper's Book</li>"
            + "<li><a accesskey='n' href='c.html'>On to the lamps</a></li></ul>",
        "<p><a accesskey='n' href='c.html'>On to the lamps</a></p>",
        "<div class='node'><p>After: <a rel='next' href='c.html'>Lamps</a>, before: <a rel='prev' href='a.html'>Tides</a>,"
            + " above: <a rel='up' href='index.html'>Book</a></p><hr></div>",
        "<table width='100%'><tr><td><a href='a.html'>Tides</a></td><td>The Keeper's Book</td>"
            + "<td><a href='c.html#top'>Lamps</a></td></tr></table>",
        "<div id='banner'><a href='https://shop.example'><span>Buy the book</span></a></div>",
        "<p id='title'><a href='https://press.example'><img alt='The press' src='x.png'></a></p>"
      })
  void waysToOtherPagesAndMarksOfTheSiteAreNoText(String furniture) throws Exception {
    Page page =
        html(
            "<html><head><title>2. Gauges</title><link rel='prev' href='a.html'><link rel='next' href='c.html'></head>"
                + "<body>"
                + furniture
                + "<div class='section'><h2>2. Gauges</h2><p>"
                + PROSE
                + "</p><p>See <a href='d.html'>the floats</a>.</p></div>"
                + (furniture.contains("img") ? "" : furniture)
                + "</body></html>");
    assertThat(page.text())
        .isEqualTo("## 2. Gauges\n\n" + PROSE + "\n\nSee [the floats](corpus:/book/d.html).");
    assertThat(page.links()).containsExactly(new Link("the floats", "corpus:/book/d.html"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>The lamps are told of <a href='c.html'>in the next chapter</a>.</p>",
        "<ul><li><a href='c.html'>2.1. The one section of this chapter</a></li></ul>",
        "<p>Both <a href='a.html'>the tides</a> and <a href='c.html'>the lamps</a> belong to this, since a keeper who"
            + " reads the gauge in the dark sees nothing without light, and one who reads it at the turn of the tide"
            + " sees the same level for a long while, as was told to every new keeper in the first week.</p>"
      })
  void linksToTheSamePagesWithinTheTextStay(String paragraph) throws Exception {
    Page page =
        html(
            "<html><head><title>Gauges</title><link rel='prev' href='a.html'><link rel='next' href='c.html'></head>"
                + "<body><h1>Gauges</h1><p>"
                + PROSE
                + "</p>"
                + paragraph
                + "</body></html>");
    assertThat(page.links()).extracting(Link::url).contains("corpus:/book/c.html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<div class='sidebar'>", "<aside class='note'>"})
  void aBoxAmongParagraphsIsPartOfTheText(String box) throws Exception {
    String end = box.startsWith("<div") ? "</div>" : "</aside>";
    Page page =
        html(
            "<body><h1>Gauges</h1><p>"
                + PROSE
                + "</p>"
                + box
                + "<p><b>A float</b></p><p>A float is a hollow drum of copper that rises and falls with the water.</p>"
                + end
                + "<p>"
                + PROSE
                + "</p></body>");
    assertThat(page.text()).contains("A float is a hollow drum of copper");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class='sidebar'><ul><li><a href='/a'>All our articles about tides</a></li><li><a href='/b'>All our"
            + " articles about lamps</a></li></ul></div>",
        "<div class='sidebar'><p>Get our letter every week and never miss a tide again!</p><form><input></form></div>",
        "<aside>Sign up</aside>"
      })
  void aColumnOfLinksAndAFormStayOut(String column) throws Exception {
    Page page =
        html("<body><h1>Gauges</h1><p>" + PROSE + "</p>" + column + "<p>" + PROSE + "</p></body>");
    assertThat(page.text()).isEqualTo("# Gauges\n\n" + PROSE + "\n\n" + PROSE);
  }

  @Test
  void aColumnBesideTheTextStaysOut() throws Exception {
    Page page =
        html(
            "<body><div class='sidebar'><p>Written by a keeper who has lived at the lamp for forty years.</p></div>"
                + "<div class='text'><h1>Gauges</h1><p>"
                + PROSE
                + "</p></div></body>");
    assertThat(page.text()).isEqualTo("# Gauges\n\n" + PROSE);
  }

  @Test
  void aDefinitionKeepsItsCodeListsAndFurtherParagraphs() throws Exception {
    Page page =
        html(
            """
            <body><h1>Options</h1><dl><dt>--level</dt><dt>-l</dt><dd><p>Prints the
            level.</p><pre>gauge -l
              3.1 m</pre><p>The unit is the metre.</p></dd>
            <dt>--times</dt><dd><dl><dt>high</dt><dd>high water</dd><dt>low</dt><dd>low water</dd></dl></dd>
            <dt>--quiet</dt><dd>Prints nothing.</dd></dl></body>
            """);
    assertThat(page.text())
        .isEqualTo(
            """
            # Options

            - --level
            - -l: Prints the level.
              ```
              gauge -l
                3.1 m
              ```
              The unit is the metre.
            - --times:
              - high: high water
              - low: low water
            - --quiet: Prints nothing.""");
  }

  @Test
  void aLinkToAPlaceOnThePageItselfIsWords() throws Exception {
    Page page =
        html("<p>See <a href='b.html#t1'>Table 1</a> and <a href='d.html#t2'>Table 2</a>.</p>");
    assertThat(page.text()).isEqualTo("See Table 1 and [Table 2](corpus:/book/d.html).");
  }

  @Test
  void theIndexOfAFolderIsTheFolder() {
    assertThat(Addresses.key("https://book.example/stable/index.html"))
        .isEqualTo(Addresses.key("https://book.example/stable/"));
    assertThat(Addresses.key("corpus:/book/index.htm")).isEqualTo(Addresses.key("corpus:/book"));
    assertThat(Addresses.key("https://book.example/book-index.html"))
        .isNotEqualTo(Addresses.key("https://book.example/"));
  }

  private Page html(String html) throws UnreadablePageException {
    return reader.file("book/b.html", html.getBytes(StandardCharsets.UTF_8));
  }
}
