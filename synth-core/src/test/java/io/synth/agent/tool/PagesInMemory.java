package io.synth.agent.tool;

import io.synth.corpus.Corpus;
import io.synth.corpus.Page;
import io.synth.corpus.SearchHit;
import io.synth.model.Authority;
import io.synth.model.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A corpus of given pages; a search finds those whose text holds the query. */
final class PagesInMemory implements Corpus {
  private final List<Page> pages = new ArrayList<>();

  PagesInMemory with(String url, String title, String text) {
    pages.add(
        new Page(url, title, "", "2031-05-01", Language.EN, Authority.OFFICIAL, text, List.of()));
    return this;
  }

  @Override
  public List<SearchHit> search(String query, int limit) {
    return pages.stream()
        .filter(page -> page.text().contains(query))
        .limit(limit)
        .map(
            page ->
                new SearchHit(
                    page.url(),
                    page.title(),
                    "A Bureau",
                    page.date(),
                    page.authority(),
                    page.text(),
                    1))
        .toList();
  }

  @Override
  public Optional<Page> open(String url) {
    return pages.stream().filter(page -> page.url().equals(url)).findFirst();
  }
}
