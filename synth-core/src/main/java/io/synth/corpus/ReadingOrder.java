package io.synth.corpus;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Removes the lines of links that lead a reader to the pages before, after and above, as manuals
 * have them at both ends of a page. They are known by what the links say they are (their relation
 * or access key, or that the page's head names their target so), never by their words.
 */
final class ReadingOrder {
  private static final Set<String> RELATIONS =
      Set.of(
          "prev",
          "previous",
          "next",
          "up",
          "top",
          "home",
          "start",
          "first",
          "last",
          "begin",
          "contents",
          "toc",
          "index");
  private static final String LINES = "ul, ol, dl, p, div, table, center, span";
  private static final String TEXT_PARTS = "h1, h2, h3, h4, h5, h6, pre, blockquote";

  /** Most letters that such a line has beside its links, e.g. the title of the manual. */
  private static final int WORDS_BESIDE = 160;

  private final Set<String> targets = new HashSet<>();

  private ReadingOrder(Document page) {
    for (Element link : page.select("link[rel][href]")) {
      if (isRelation(link)) {
        targets.add(target(link));
      }
    }
  }

  static void removeLinks(Document page) {
    ReadingOrder order = new ReadingOrder(page);
    Element body = page.body();
    for (Element line : body.select(LINES)) {
      // The outermost comes first; what it holds went with it.
      if (line.root().equals(page) && order.leadsAway(line)) {
        line.remove();
      }
    }
  }

  private boolean leadsAway(Element line) {
    List<Element> links = line.select("a[href]");
    if (links.isEmpty() || line.selectFirst(TEXT_PARTS) != null) {
      return false;
    }
    boolean say = true;
    Set<String> places = new HashSet<>();
    int linked = 0;
    for (Element link : links) {
      boolean says = isRelation(link) || link.hasAttr("accesskey");
      if (!says && !targets.contains(target(link))) {
        return false;
      }
      say &= says;
      places.add(target(link));
      linked += link.text().length();
    }
    // One link that does not say so itself may be the list of a chapter with one section.
    return (say || places.size() > 1) && line.text().length() - linked <= WORDS_BESIDE;
  }

  private static boolean isRelation(Element link) {
    for (String relation : link.attr("rel").toLowerCase(Locale.ROOT).split("\\s+", -1)) {
      if (RELATIONS.contains(relation)) {
        return true;
      }
    }
    return false;
  }

  private static String target(Element link) {
    String href = link.attr("href").strip();
    int fragment = href.indexOf('#');
    return fragment < 0 ? href : href.substring(0, fragment);
  }
}
