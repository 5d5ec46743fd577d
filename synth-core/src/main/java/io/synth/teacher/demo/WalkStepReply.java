package io.synth.teacher.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the facts that a page states about its subject, and the next link to follow. */
final class WalkStepReply implements StructuredReply {
  private static final int MOST_FACTS = 8;

  /** A table's line, or a sentence that names the subject right beside a plain wording. */
  private static final double SURE = 2.2;

  private record Fact(Found found, String quote) {}

  @Override
  public String schema() {
    return "walk_step";
  }

  @Override
  public ObjectNode reply(Sections sections, Speech speech) {
    String[] page = sections.get("page").split("\n", 3);
    String title = page[0].strip();
    String url = page.length > 1 ? page[1].strip() : "";
    String text = page.length > 2 ? page[2] : "";
    OpenedPage opened = new OpenedPage(title, url, "", "", "", "", PageText.of(text));
    List<Fact> facts = facts(opened);
    ObjectNode reply = Json.object();
    ArrayNode written = reply.putArray("facts");
    for (Fact fact : facts) {
      written
          .addObject()
          .put("subject", opened.subject())
          .put("relation", fact.found().relation().label(speech))
          .put("object", fact.found().value())
          .put("quote", fact.quote());
    }
    boolean goOn = !sections.get("steps_left").strip().equals("0");
    reply.put("next", goOn ? next(sections, facts, opened).orElse("") : "");
    return reply;
  }

  private static List<Fact> facts(OpenedPage page) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    for (Relation relation : Relations.ALL) {
      if (relation.id().equals("instance_of")) {
        continue;
      }
      List<Found> values = FactFinder.values(page, page.subject(), relation);
      if (!values.isEmpty() && values.get(0).score() >= SURE) {
        Found found = values.get(0);
        quote(page, found).ifPresent(q -> facts.putIfAbsent(found.value(), new Fact(found, q)));
      }
    }
    List<Fact> list = new ArrayList<>(facts.values());
    // Linked names first: a walk goes on from them.
    list.sort(Comparator.comparingInt(f -> f.found().url().isEmpty() ? 1 : 0));
    return List.copyOf(list.subList(0, Math.min(MOST_FACTS, list.size())));
  }

  /** The line or sentence as it stands on the page. */
  private static Optional<String> quote(OpenedPage page, Found found) {
    for (Sentence sentence : page.text().sentences()) {
      if (sentence.plain().equals(found.statement())) {
        return Optional.of(sentence.raw());
      }
    }
    for (PageText.Row row : page.text().rows()) {
      if (found.relation().headings().stream()
              .anyMatch(h -> Fold.of(h).equals(Fold.of(row.heading())))
          && row.value().plain().contains(found.value())) {
        return Optional.of(row.line());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> next(Sections sections, List<Fact> facts, OpenedPage page) {
    List<String> visited = sections.lines("visited");
    List<Sentence.Link> links =
        Sentence.of(sections.get("links").replace('\n', ' ')).links().stream()
            .filter(l -> !visited.contains(l.url()) && !l.url().equals(page.url()))
            .toList();
    for (Fact fact : facts) {
      for (Sentence.Link link : links) {
        if (link.url().equals(fact.found().url())) {
          return Optional.of(link.url());
        }
      }
    }
    return links.stream().map(Sentence.Link::url).findFirst();
  }
}
