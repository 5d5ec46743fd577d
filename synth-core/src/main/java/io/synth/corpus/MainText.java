package io.synth.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Finds the element that holds what a page is about, and removes what surrounds it. Careful: lists
 * of links stay, for the agent walks along them, and nothing that holds much of the page's text is
 * taken for boilerplate by its name alone.
 */
final class MainText {
  private static final String BOILERPLATE_TAGS =
      "nav, aside, footer, dialog, [role=navigation], [role=banner], [role=contentinfo],"
          + " [role=complementary], [role=search], [role=menu], [role=menubar], [role=dialog],"
          + " [role=alertdialog]";
  private static final Set<String> BOILERPLATE_WORDS =
      Set.of(
          "nav",
          "navbar",
          "navigation",
          "menu",
          "sidebar",
          "breadcrumb",
          "breadcrumbs",
          "cookie",
          "cookies",
          "consent",
          "footer",
          "masthead",
          "advert",
          "advertisement",
          "ads",
          "promo",
          "newsletter",
          "subscribe",
          "share",
          "sharing",
          "social",
          "pagination",
          "pager",
          "toolbar",
          "skiplink",
          "sphinxsidebar",
          "headerlink",
          "navfooter",
          "navheader",
          "docnav");
  private static final Set<String> NEVER = Set.of("html", "body", "main", "article");
  private static final String CANDIDATES =
      "#content, #main, #main-content, #bodyContent, #article, .post-content, .entry-content,"
          + " .article-body, .article-content, .post-body";

  /** An element with more than this share of the page's text is not removed. */
  private static final double MUCH = 0.4;

  /** Least letters of a box with more to say than a button. */
  private static final int BOX_LENGTH = 60;

  /** Most of a box's letters that are links. */
  private static final double BOX_LINKED = 0.3;

  /** Least letters of the paragraphs around a box, for each of its own. */
  private static final double BOX_PROSE = 0.5;

  private MainText() {}

  /** The element with the main text; the page is changed. */
  static Element of(Document page) {
    Element body = page.body();
    ReadingOrder.removeLinks(page);
    removeBoilerplate(body);
    int all = body.text().length();
    Element best = body;
    for (String candidates : List.of("main, [role=main]", "article", CANDIDATES)) {
      Elements found = body.select(candidates);
      if (candidates.equals("article") && found.size() > 1) {
        // A list of posts: the page is about all of them.
        continue;
      }
      Element longest = longest(found);
      if (longest != null && longest.text().length() >= 0.3 * all) {
        best = longest;
        break;
      }
    }
    Element heading = body.selectFirst("h1");
    if (heading != null && !best.equals(body) && best.selectFirst("h1") == null) {
      best.prependChild(heading.clone());
    }
    return best;
  }

  private static void removeBoilerplate(Element body) {
    removeLogos(body);
    int all = Math.max(1, body.text().length());
    for (Element header : body.select("header, #banner")) {
      if (header.closest("main, article, [role=main]") == null) {
        replaceByHeading(header, all);
      }
    }
    for (Element element : body.select(BOILERPLATE_TAGS)) {
      if (!element.normalName().equals("aside") || !isBox(element)) {
        removeUnlessMuch(element, all);
      }
    }
    List<Element> named = new ArrayList<>();
    for (Element element : body.select("[class], [id]")) {
      if (!NEVER.contains(element.normalName()) && isNamedBoilerplate(element)) {
        named.add(element);
      }
    }
    named.forEach(e -> removeUnlessMuch(e, all));
  }

  /** Pictures above the first heading that are links: the marks of the site. */
  private static void removeLogos(Element body) {
    Element heading = body.selectFirst("h1, h2, h3");
    if (heading == null) {
      return;
    }
    for (Element picture : body.select("a[href] img")) {
      Element block = picture.closest("p, div, table, ul");
      boolean before = block != null && !block.equals(heading.closest("p, div, table, ul"));
      if (before && block != null && block.text().isBlank() && precedes(block, heading)) {
        block.remove();
      }
    }
  }

  private static boolean precedes(Element one, Element other) {
    for (Element element : one.root().getAllElements()) {
      if (element.equals(one) || element.equals(other)) {
        return element.equals(one) && one.select("h1, h2, h3").isEmpty();
      }
    }
    return false;
  }

  /** A box among the paragraphs of a text, as books have them, is a part of the text. */
  private static boolean isBox(Element element) {
    int length = element.text().length();
    Element parent = element.parent();
    if (parent == null || length < BOX_LENGTH || element.selectFirst("form, input") != null) {
      return false;
    }
    int linked = element.select("a").stream().mapToInt(a -> a.text().length()).sum();
    int prose = 0;
    for (Element sibling : parent.children()) {
      prose += isParagraph(sibling) ? sibling.text().length() : 0;
    }
    return linked <= BOX_LINKED * length && prose >= BOX_PROSE * length;
  }

  private static boolean isParagraph(Element element) {
    return switch (element.normalName()) {
      case "p", "pre", "blockquote" -> true;
      case "div" -> element.selectFirst("> div, > p, > section, > article, > ul, h1, h2") == null;
      default -> false;
    };
  }

  /** The page's own header goes, but for its heading. */
  private static void replaceByHeading(Element header, int all) {
    Element heading = header.selectFirst("h1");
    if (heading != null) {
      header.before(heading.clone());
    }
    if (!removeUnlessMuch(header, all) && heading != null) {
      Element copy = header.previousElementSibling();
      if (copy != null) {
        copy.remove();
      }
    }
  }

  private static boolean removeUnlessMuch(Element element, int all) {
    if (element.parent() == null) {
      return true;
    }
    if (element.text().length() <= MUCH * all) {
      element.remove();
      return true;
    }
    // An unclosed element that swallowed the page: only its lists of links go.
    for (Element child : element.children()) {
      if (isMostlyLinks(child)) {
        child.remove();
      }
    }
    return false;
  }

  private static boolean isMostlyLinks(Element element) {
    String tag = element.normalName();
    int length = element.text().length();
    int linked = element.select("a").stream().mapToInt(a -> a.text().length()).sum();
    return (tag.equals("ul") || tag.equals("ol")) && length > 0 && linked >= 0.8 * length;
  }

  private static boolean isNamedBoilerplate(Element element) {
    // Sections have their heading as id, so an id counts only as a whole, and not on a section.
    if (!element.normalName().equals("section")
        && BOILERPLATE_WORDS.contains(element.id().toLowerCase(Locale.ROOT))) {
      return true;
    }
    for (String word : element.className().toLowerCase(Locale.ROOT).split("[\\s_-]+", -1)) {
      if (BOILERPLATE_WORDS.contains(word) && !(word.equals("sidebar") && isBox(element))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Element longest(Elements elements) {
    Element longest = null;
    int length = -1;
    for (Element element : elements) {
      int own = element.text().length();
      if (own > length) {
        longest = element;
        length = own;
      }
    }
    return longest;
  }
}
