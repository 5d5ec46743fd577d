package io.synth.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.Sections;
import io.synth.corpus.Page;
import io.synth.corpus.Page.Link;
import io.synth.model.Evidence;
import io.synth.model.Language;
import io.synth.model.Triple;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Walks from page to page along links that the writer chooses, and collects facts. */
final class LinkWalker {
  /** Main text of a page that the writer reads, in characters: our choice. */
  private static final int PAGE_CHARACTERS = 12_000;

  /** Links that are offered on a page: our choice. */
  private static final int LINKS = 60;

  private final RecipeContext context;
  private final Language language;
  private final Writer writer;
  private final Set<String> visited = new LinkedHashSet<>();
  private final Set<String> dead = new LinkedHashSet<>();
  private final List<Fact> facts = new ArrayList<>();

  LinkWalker(RecipeContext context, Language language, Writer writer) {
    this.context = context;
    this.language = language;
    this.writer = writer;
  }

  /** A fact with the passage of the page that states it, verbatim. */
  record Fact(Triple triple, Page page, String quote) {
    Evidence evidence() {
      return new Evidence(page.url(), page.title(), quote);
    }
  }

  /**
   * Walks from the first of the addresses that can be opened, until the writer ends the walk or the
   * step limit is reached. A link that can't be opened costs a step.
   *
   * @return facts whose quote really is on their page
   * @throws RecipeException with code {@code no_page} when no address can be opened
   */
  List<Fact> walk(List<String> starts) throws RecipeException {
    Page page =
        starts.stream()
            .map(context.corpus()::open)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(
                () ->
                    new RecipeException(
                        "no_page",
                        "None of the seed's pages can be opened: " + String.join(", ", starts)));
    for (int stepsLeft = context.settings().walkSteps() - 1; ; stepsLeft--) {
      visited.add(page.url());
      List<Link> links = stepsLeft > 0 ? unvisited(page) : List.of();
      JsonNode reply = step(page, links, stepsLeft);
      collect(reply, page);
      String next = withoutFragment(reply.path("next").asText().strip());
      boolean offered = links.stream().anyMatch(link -> withoutFragment(link.url()).equals(next));
      if (!offered) {
        return facts;
      }
      Optional<Page> followed = context.corpus().open(next);
      if (followed.isPresent()) {
        visited.add(next);
        page = followed.get();
      } else {
        dead.add(next);
      }
    }
  }

  private JsonNode step(Page page, List<Link> links, int stepsLeft) {
    String text = page.text();
    int end = Math.min(text.length(), PAGE_CHARACTERS);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return writer.ask(
        "walk_step",
        Sections.in(language)
            .with(
                "page",
                Sections.line(page.title()) + "\n" + page.url() + "\n" + text.substring(0, end))
            .lines("visited", List.copyOf(visited))
            .lines(
                "links",
                links.stream().map(link -> "[" + link.text() + "](" + link.url() + ")").toList())
            .with("steps_left", Integer.toString(stepsLeft)));
  }

  private List<Link> unvisited(Page page) {
    return page.links().stream()
        .filter(link -> !visited.contains(withoutFragment(link.url())))
        .filter(link -> !dead.contains(withoutFragment(link.url())))
        .limit(LINKS)
        .toList();
  }

  private void collect(JsonNode reply, Page page) {
    for (JsonNode node : reply.path("facts")) {
      Triple triple =
          new Triple(
              Sections.line(node.path("subject").asText()),
              Sections.line(node.path("relation").asText()),
              Sections.line(node.path("object").asText()));
      Optional<String> quote = Quotes.locate(page.text(), node.path("quote").asText());
      boolean known = facts.stream().anyMatch(fact -> fact.triple().equals(triple));
      if (quote.isPresent() && !known) {
        facts.add(new Fact(triple, page, quote.get()));
      }
    }
  }

  private static String withoutFragment(String url) {
    int fragment = url.indexOf('#');
    return fragment < 0 ? url : url.substring(0, fragment);
  }
}
