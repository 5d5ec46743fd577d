package io.synth.corpus;

import io.synth.corpus.Page.Link;
import io.synth.model.Language;
import io.synth.text.LanguageOf;
import io.synth.text.LanguageOf.Letters;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads HTML, Markdown and plain text into pages. Thread-safe. */
public final class PageReader {
  /** Larger files are no pages. */
  public static final int MAX_BYTES = 20 << 20;

  private static final Set<String> HTML =
      Set.of("html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp");
  private static final Set<String> MARKDOWN = Set.of("md", "markdown", "mdown", "mkd");
  private static final Set<String> TEXT = Set.of("txt", "text");
  private static final Pattern LOOKS_LIKE_HTML =
      Pattern.compile(
          "(?is)\\A\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.*?-->\\s*)*<(?:!doctype\\s+html|html|head|body)\\b.*");
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w:.-]+)", Pattern.CASE_INSENSITIVE);

  /** Least text of a main part, in UTF-16 code units, where the page has more. */
  private static final int HARDLY_ANY = 80;

  /** Letters from which on a text's script is more telling than its declared language. */
  private static final int CLEAR_LETTERS = 40;

  private static final int TITLE_LENGTH = 200;
  private static final int MAX_DEPTH = 256;

  private final Sources sources;
  private final Parser markdown =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();
  private final HtmlRenderer html =
      HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();

  public PageReader(Sources sources) {
    this.sources = sources;
  }

  /**
   * Reads a file of the corpus folder. Its address is the one that the page calls canonical, else
   * {@code corpus:/} and the path.
   *
   * @param relativePath path within the folder, with slashes
   * @throws UnreadablePageException when it is no page: of another kind, empty, binary, too large
   */
  public Page file(String relativePath, byte[] bytes) throws UnreadablePageException {
    String ending = ending(relativePath);
    if (!mayBePage(relativePath)) {
      throw new UnreadablePageException(
          "not_a_page",
          "files ending with ." + ending + " are no pages; pages are .html, .md, .txt");
    }
    String text = decode(bytes, null);
    Format format = format(ending, text);
    return read(format, text, "", relativePath);
  }

  /**
   * Reads what a server sent for an address; the page keeps that address.
   *
   * @param contentType value of the header; empty where there was none
   * @throws UnreadablePageException when it is no page
   */
  public Page response(String url, String contentType, byte[] bytes)
      throws UnreadablePageException {
    Matcher charset = CHARSET.matcher(contentType);
    String text = decode(bytes, charset.find() ? charset.group(1) : null);
    String type = contentType.toLowerCase(Locale.ROOT);
    Format format;
    if (type.contains("html")) {
      format = Format.HTML;
    } else if (type.contains("markdown")) {
      format = Format.MARKDOWN;
    } else if (type.startsWith("text/plain") || type.isBlank()) {
      format = format(ending(Addresses.path(url)), text);
    } else {
      throw new UnreadablePageException(
          "not_a_page", "content of type " + contentType + " is no page");
    }
    return read(format, text, url, Addresses.path(url));
  }

  /** Whether a file may be a page by its name. */
  static boolean mayBePage(String path) {
    String ending = ending(path);
    return ending.isEmpty()
        || HTML.contains(ending)
        || MARKDOWN.contains(ending)
        || TEXT.contains(ending);
  }

  private enum Format {
    HTML,
    MARKDOWN,
    TEXT
  }

  private static Format format(String ending, String text) {
    if (HTML.contains(ending)
        || (!MARKDOWN.contains(ending) && LOOKS_LIKE_HTML.matcher(start(text)).matches())) {
      return Format.HTML;
    }
    return MARKDOWN.contains(ending) ? Format.MARKDOWN : Format.TEXT;
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), 2000));
  }

  private static String decode(byte[] bytes, @Nullable String charset)
      throws UnreadablePageException {
    if (bytes.length > MAX_BYTES) {
      throw new UnreadablePageException(
          "too_large", bytes.length + " bytes are more than the " + MAX_BYTES + " of a page");
    }
    String text = PageCharset.decode(bytes, charset);
    if (text.isBlank()) {
      throw new UnreadablePageException("empty", "the file is empty");
    }
    long odd = start(text).chars().filter(c -> c < 0x20 && "\t\n\r\f\u001B".indexOf(c) < 0).count();
    if (odd > 8 || text.startsWith("%PDF")) {
      throw new UnreadablePageException("binary", "the file is no text");
    }
    return text;
  }

  private Page read(Format format, String text, String url, String path)
      throws UnreadablePageException {
    return switch (format) {
      case HTML -> html(text, url, path);
      case MARKDOWN -> markdown(text, url, path);
      case TEXT -> plain(text, url, path);
    };
  }

  private Page html(String source, String url, String path) throws UnreadablePageException {
    String closed = HtmlHead.withClosedTitle(source);
    Document page = parse(closed);
    PageFacts facts = HtmlHead.read(page);
    String address = address(url, facts, path);
    HtmlMarkdown main = new HtmlMarkdown(base(page, address));
    HiddenText.remove(page);
    String text = main.text(MainText.of(page));
    if (text.length() < HARDLY_ANY) {
      Document whole = parse(closed);
      HiddenText.remove(whole);
      HtmlMarkdown all = new HtmlMarkdown(base(whole, address));
      String allText = all.text(whole.body());
      if (allText.length() > 2 * text.length()) {
        return page(address, facts, path, allText, all.links());
      }
    }
    return page(address, facts, path, text, main.links());
  }

  private Page markdown(String source, String url, String path) throws UnreadablePageException {
    FrontMatter front = FrontMatter.read(source.replace("\r\n", "\n"));
    Document page = parse(html.render(markdown.parse(front.text())));
    PageFacts facts = front.facts().or(heading(page));
    String address = address(url, facts, path);
    HiddenText.remove(page);
    HtmlMarkdown main = new HtmlMarkdown(address);
    return page(address, facts, path, main.text(page.body()), main.links());
  }

  private Page plain(String source, String url, String path) throws UnreadablePageException {
    FrontMatter front = FrontMatter.read(source.replace("\r\n", "\n"));
    String text = PageText.clean(front.text());
    String first = text.lines().findFirst().orElse("").replaceFirst("^#+\\s+", "");
    String title = first.codePointCount(0, first.length()) <= TITLE_LENGTH ? first : "";
    PageFacts facts = front.facts().or(new PageFacts("", PageText.line(title), "", "", ""));
    return page(address(url, facts, path), facts, path, text, List.of());
  }

  private static PageFacts heading(Document page) {
    Element heading = page.selectFirst("h1, h2");
    String title = heading == null ? "" : PageText.line(heading.text());
    return new PageFacts("", title, "", PageDates.labelled(page.text()), "");
  }

  private Page page(String address, PageFacts facts, String path, String text, List<Link> links)
      throws UnreadablePageException {
    if (text.isBlank()) {
      throw new UnreadablePageException("no_text", "the page has no text that a reader sees");
    }
    String own = Addresses.key(address);
    String publisher =
        firstOf(sources.publisher(address), facts.publisher(), sources.publisherOfFile(path));
    return new Page(
        address,
        facts.title().isEmpty() ? fileName(path) : shortened(facts.title()),
        publisher,
        firstOf(facts.date(), sources.date(path)),
        language(facts.lang(), text),
        sources.authority(address, path),
        text,
        links.stream().filter(link -> !Addresses.key(link.url()).equals(own)).toList());
  }

  /** The declared language, unless the text clearly is in the other one. */
  private static Language language(String tag, String text) {
    Letters letters = LanguageOf.letters(text);
    String lang = tag.strip().toLowerCase(Locale.ROOT);
    boolean clear =
        letters.han() + letters.latin() >= CLEAR_LETTERS
            && (letters.hanShare() >= 0.8 || letters.hanShare() <= 0.1);
    if (!clear && lang.startsWith("zh")) {
      return Language.ZH;
    }
    if (!clear && lang.startsWith("en")) {
      return Language.EN;
    }
    return letters.language();
  }

  private String address(String url, PageFacts facts, String path) {
    if (!url.isEmpty()) {
      return url;
    }
    return facts.url().isEmpty()
        ? sources.address(path)
        : Addresses.resolve(facts.url(), facts.url()).orElse(sources.address(path));
  }

  private static String firstOf(String... values) {
    for (String value : values) {
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static String base(Document page, String address) {
    Element base = page.selectFirst("base[href]");
    return base == null ? address : Addresses.resolve(address, base.attr("href")).orElse(address);
  }

  private static Document parse(String html) {
    return Jsoup.parse(html, "", org.jsoup.parser.Parser.htmlParser().setMaxDepth(MAX_DEPTH));
  }

  private static String shortened(String title) {
    return title.codePointCount(0, title.length()) <= TITLE_LENGTH
        ? title
        : title.substring(0, title.offsetByCodePoints(0, TITLE_LENGTH - 1)) + "…";
  }

  private static String fileName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return PageText.line(dot > 0 ? name.substring(0, dot) : name);
  }

  private static String ending(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
