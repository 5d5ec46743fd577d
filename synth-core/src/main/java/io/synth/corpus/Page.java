package io.synth.corpus;

import io.synth.model.Authority;
import io.synth.model.Language;
import io.synth.model.Source;
import java.util.List;

/**
 * A page of the corpus.
 *
 * @param text main text in reading order, as light Markdown: headings, lists, tables, and links as
 *     {@code [text](address)}
 * @param date ISO 8601; empty where the page does not tell, as {@code publisher} is
 * @param links targets in reading order, each once
 */
public record Page(
    String url,
    String title,
    String publisher,
    String date,
    Language language,
    Authority authority,
    String text,
    List<Link> links) {
  public Page {
    links = List.copyOf(links);
  }

  /** A link to another page: its words and the absolute address. */
  public record Link(String text, String url) {}

  /**
   * Id that answers cite the page by: {@code web_} and eight hexadecimal digits made from the
   * address.
   */
  public String id() {
    return SourceId.of(url);
  }

  /** The page as a trajectory records it. */
  public Source source() {
    return new Source(id(), url, title, publisher, date, authority);
  }
}
