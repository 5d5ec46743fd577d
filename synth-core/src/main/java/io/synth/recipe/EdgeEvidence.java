package io.synth.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.Sections;
import io.synth.corpus.Corpus;
import io.synth.corpus.KnowledgeGraph;
import io.synth.corpus.KnowledgeGraph.Edge;
import io.synth.corpus.Page;
import io.synth.corpus.SearchHit;
import io.synth.model.Language;
import io.synth.model.Triple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Confirms edges of a knowledge graph: each is a search query; passages of the best pages that name
 * both its ends go to the writer, who says which of them states the edge.
 */
final class EdgeEvidence {
  /** Triples in one request: keeps replies short enough to be right. */
  static final int BATCH = 12;

  /** Most edges that are looked up for one seed; they bound the cost of a seed: our choice. */
  static final int MOST_EDGES = 48;

  private static final int HITS = 5;
  private static final int PAGES = 3;
  private static final int PASSAGES_PER_EDGE = 2;

  private final KnowledgeGraph graph;
  private final Corpus corpus;
  private final Language language;
  private final Map<String, Optional<Page>> pages = new HashMap<>();

  EdgeEvidence(KnowledgeGraph graph, Corpus corpus, Language language) {
    this.graph = graph;
    this.corpus = corpus;
    this.language = language;
  }

  /** The edges that are confirmed, each with the passage that states it, in the given order. */
  Map<Edge, Passage> confirm(List<Edge> edges, Writer writer) {
    Map<Edge, List<Passage>> candidates = new LinkedHashMap<>();
    for (Edge edge : edges.subList(0, Math.min(edges.size(), MOST_EDGES))) {
      List<Passage> passages = passages(edge);
      if (!passages.isEmpty()) {
        candidates.put(edge, passages);
      }
    }
    Map<Edge, Passage> confirmed = new LinkedHashMap<>();
    List<Edge> withPassage = List.copyOf(candidates.keySet());
    for (int from = 0; from < withPassage.size(); from += BATCH) {
      List<Edge> batch = withPassage.subList(from, Math.min(from + BATCH, withPassage.size()));
      confirmed.putAll(confirmBatch(batch, candidates, writer));
    }
    return confirmed;
  }

  /** An edge by names. */
  Triple triple(Edge edge) {
    return new Triple(
        graph.entityName(edge.subject(), language),
        graph.relationName(edge.relation(), language),
        graph.entityName(edge.object(), language));
  }

  /** A triple as teachers read it. */
  static String line(Triple triple) {
    return triple.subject() + " | " + triple.relation() + " | " + triple.object();
  }

  private List<Passage> passages(Edge edge) {
    Triple triple = triple(edge);
    String query = triple.subject() + " " + triple.relation() + " " + triple.object();
    List<Passage> passages = new ArrayList<>();
    int opened = 0;
    for (SearchHit hit : corpus.search(query, HITS)) {
      Optional<Page> page = pages.computeIfAbsent(hit.url(), corpus::open);
      if (page.isEmpty()) {
        continue;
      }
      Passage.relating(
              page.get(), graph.entityNames(edge.subject()), graph.entityNames(edge.object()))
          .ifPresent(passages::add);
      opened++;
      if (opened == PAGES || passages.size() == PASSAGES_PER_EDGE) {
        break;
      }
    }
    return passages;
  }

  private Map<Edge, Passage> confirmBatch(
      List<Edge> batch, Map<Edge, List<Passage>> candidates, Writer writer) {
    Set<Passage> distinct = new LinkedHashSet<>();
    batch.forEach(edge -> distinct.addAll(candidates.getOrDefault(edge, List.of())));
    List<Passage> passages = List.copyOf(distinct);
    Sections sections =
        Sections.in(language)
            .numbered("triples", batch.stream().map(edge -> line(triple(edge))).toList())
            .with("passages", Passage.lines(passages));
    Map<Edge, Passage> confirmed = new LinkedHashMap<>();
    for (JsonNode item : writer.ask("triple_evidence", sections).path("items")) {
      int index = item.path("index").asInt();
      int passage = item.path("passage").asInt();
      boolean known =
          index >= 1 && index <= batch.size() && passage >= 1 && passage <= passages.size();
      if (known && item.path("supported").asBoolean()) {
        Edge edge = batch.get(index - 1);
        if (namesBothEnds(passages.get(passage - 1), edge)) {
          confirmed.put(edge, passages.get(passage - 1));
        }
      }
    }
    return confirmed;
  }

  private boolean namesBothEnds(Passage passage, Edge edge) {
    String text = passage.title() + "\n" + passage.quote();
    return Mentions.any(text, graph.entityNames(edge.subject()))
        && Mentions.any(text, graph.entityNames(edge.object()));
  }
}
