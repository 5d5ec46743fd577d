package io.synth.corpus;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Reads what an HTML page tells of itself, from its head and, for want of it, from its body. */
final class HtmlHead {
  private static final Pattern TITLE = Pattern.compile("<title\\b[^>]*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern TITLE_END =
      Pattern.compile("</title\\s*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_IN_TITLE =
      Pattern.compile(
          "</?(?:head|body|meta|link|base|script|style|p|div|h[1-6]|table|main|article|br|a)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON_DATE =
      Pattern.compile("\"date(?:Published|Created|Modified)\"\\s*:\\s*\"([^\"]{4,40})\"");

  private static final List<String> PUBLISHER =
      List.of(
          "publisher",
          "article:publisher",
          "og:site_name",
          "application-name",
          "dc.publisher",
          "dcterms.publisher",
          "citation_publisher",
          "citation_journal_title");
  private static final List<String> DATE =
      List.of(
          "article:published_time",
          "date",
          "dc.date",
          "dc.date.issued",
          "dcterms.date",
          "dcterms.issued",
          "dcterms.created",
          "citation_publication_date",
          "citation_date",
          "datepublished",
          "pubdate",
          "publishdate",
          "publish_date",
          "article:modified_time",
          "og:updated_time",
          "last-modified",
          "revised",
          "dcterms.modified",
          "datemodified");

  private HtmlHead() {}

  /** Closes a title that would swallow the page. */
  static String withClosedTitle(String html) {
    Matcher title = TITLE.matcher(html);
    if (!title.find()) {
      return html;
    }
    Matcher end = TITLE_END.matcher(html).region(title.end(), html.length());
    int closed = end.find() ? end.start() : html.length();
    Matcher next = NOT_IN_TITLE.matcher(html).region(title.end(), closed);
    if (next.find()) {
      int at = next.start();
      return html.substring(0, at) + "</title>" + html.substring(at);
    }
    return html;
  }

  static PageFacts read(Document page) {
    String publisher = PageText.line(meta(page, PUBLISHER));
    return new PageFacts(
        canonical(page),
        title(page, publisher),
        // A link to the publisher's profile is no name.
        publisher.startsWith("http")
            ? PageText.line(meta(page, PUBLISHER.subList(2, 8)))
            : publisher,
        date(page),
        lang(page));
  }

  private static String canonical(Document page) {
    for (Element link : page.select("link[rel~=(?i)\\bcanonical\\b]")) {
      if (Addresses.isAbsolute(link.attr("href"))) {
        return link.attr("href").strip();
      }
    }
    String url = meta(page, List.of("og:url"));
    return Addresses.isAbsolute(url) ? url.strip() : "";
  }

  private static String title(Document page, String publisher) {
    Element element = page.selectFirst("head > title, title");
    String title = element == null ? "" : PageText.line(element.text());
    if (title.isEmpty()) {
      Element heading = page.selectFirst("h1");
      title = heading == null ? "" : PageText.line(ownWords(heading));
    }
    if (title.isEmpty()) {
      title = PageText.line(meta(page, List.of("og:title", "dc.title", "citation_title")));
    }
    return withoutSite(title, publisher);
  }

  /** Words of a heading; an unclosed one may hold the rest of the page. */
  private static String ownWords(Element heading) {
    String text = heading.text();
    Element inner = heading.selectFirst("p, div, ul, ol, table, h2, section");
    if (inner == null) {
      return text;
    }
    int at = inner.text().isEmpty() ? -1 : text.indexOf(inner.text());
    return at > 0 ? text.substring(0, at) : heading.ownText();
  }

  /** A site's name after the title says nothing about the page. */
  private static String withoutSite(String title, String publisher) {
    for (String mark : List.of(" | ", " - ", " – ", " — ", " · ", " :: ", "_", "｜")) {
      String ending = mark + publisher;
      if (!publisher.isEmpty() && title.endsWith(ending) && title.length() > ending.length()) {
        return title.substring(0, title.length() - ending.length()).strip();
      }
    }
    return title;
  }

  private static String date(Document page) {
    String date = PageDates.iso(meta(page, DATE));
    for (Element time :
        page.select("article time[datetime], main time[datetime], time[datetime]")) {
      if (date.isEmpty()) {
        date = PageDates.iso(time.attr("datetime"));
      }
    }
    for (Element script : page.select("script[type=application/ld+json]")) {
      Matcher m = JSON_DATE.matcher(script.data());
      if (date.isEmpty() && m.find()) {
        date = PageDates.iso(m.group(1));
      }
    }
    return date.isEmpty() ? PageDates.labelled(page.text()) : date;
  }

  private static String lang(Document page) {
    Element root = page.selectFirst("html[lang], html[xml:lang]");
    if (root != null) {
      return root.hasAttr("lang") ? root.attr("lang") : root.attr("xml:lang");
    }
    Element body = page.selectFirst("body[lang]");
    return body != null
        ? body.attr("lang")
        : meta(page, List.of("content-language", "dc.language", "og:locale", "language"));
  }

  /** Content of the first of the named meta elements that has any. */
  private static String meta(Document page, List<String> names) {
    for (String name : names) {
      for (Element meta : page.select("meta[content]")) {
        boolean named =
            meta.attr("name").equalsIgnoreCase(name)
                || meta.attr("property").equalsIgnoreCase(name)
                || meta.attr("http-equiv").equalsIgnoreCase(name)
                || meta.attr("itemprop").equalsIgnoreCase(name);
        if (named && !meta.attr("content").isBlank()) {
          return meta.attr("content").strip();
        }
      }
    }
    return "";
  }
}
