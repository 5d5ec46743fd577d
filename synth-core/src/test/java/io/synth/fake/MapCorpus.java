package io.synth.fake;

import io.synth.corpus.Corpus;
import io.synth.corpus.Page;
import io.synth.corpus.SearchHit;
import io.synth.model.Authority;
import io.synth.model.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages in memory, searched by how many words of the query they share. */
public final class MapCorpus implements Corpus {
  private static final Pattern TERM = Pattern.compile("\\p{IsHan}|[\\p{L}\\p{N}&&[^\\p{IsHan}]]+");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)]*)\\)");

  private final Map<String, Page> pages = new LinkedHashMap<>();

  /** Adds a page; links are read from the text. */
  public MapCorpus page(String url, String title, String text) {
    List<Page.Link> links = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      links.add(new Page.Link(link.group(1), link.group(2)));
    }
    pages.put(
        url,
        new Page(url, title, "Press", "2031-05-01", Language.EN, Authority.OFFICIAL, text, links));
    return this;
  }

  @Override
  public List<SearchHit> search(String query, int limit) {
    Set<String> wanted = terms(query);
    record Scored(Page page, int score) {}
    return pages.values().stream()
        .map(
            page -> {
              Set<String> shared = terms(page.title() + " " + page.text());
              shared.retainAll(wanted);
              return new Scored(page, shared.size());
            })
        .filter(scored -> scored.score() > 0)
        .sorted(Comparator.comparingInt((Scored scored) -> -scored.score()))
        .limit(limit)
        .map(
            scored ->
                new SearchHit(
                    scored.page().url(),
                    scored.page().title(),
                    scored.page().publisher(),
                    scored.page().date(),
                    scored.page().authority(),
                    scored.page().title(),
                    scored.score()))
        .toList();
  }

  @Override
  public Optional<Page> open(String url) {
    return Optional.ofNullable(pages.get(url));
  }

  private static Set<String> terms(String text) {
    Set<String> terms = new TreeSet<>();
    Matcher term = TERM.matcher(text.toLowerCase(Locale.ROOT));
    while (term.find()) {
      terms.add(term.group());
    }
    return terms;
  }
}
