package io.synth.recipe;

import io.synth.corpus.KnowledgeGraph;
import io.synth.corpus.KnowledgeGraph.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Entities around a start and the edges between them, in breadth-first order. */
record Subgraph(List<String> entities, List<Edge> edges) {
  /** Most neighbours that one entity brings in, so that no star fills the subgraph: our choice. */
  private static final int MOST_NEIGHBOURS = 8;

  Subgraph {
    entities = List.copyOf(entities);
    edges = List.copyOf(edges);
  }

  /** Walks breadth-first, neighbours in random order; hubs become leaves. */
  static Subgraph around(
      String start, KnowledgeGraph graph, RecipeSettings settings, RandomGenerator random) {
    Set<String> reached = new LinkedHashSet<>(List.of(start));
    List<Edge> seen = new ArrayList<>();
    Queue<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      String entity = open.remove();
      if (graph.degree(entity) > settings.hubDegree()) {
        continue;
      }
      List<Edge> edges = graph.edges(entity, settings.hubDegree());
      seen.addAll(edges);
      int neighbours = 0;
      for (Edge edge : Shuffled.of(edges, random)) {
        boolean room = reached.size() < settings.maxNodes() && neighbours < MOST_NEIGHBOURS;
        String other = edge.subject().equals(entity) ? edge.object() : edge.subject();
        if (room && reached.add(other)) {
          open.add(other);
          neighbours++;
        }
      }
    }
    Set<Edge> inside = new LinkedHashSet<>();
    for (Edge edge : seen) {
      boolean loop = edge.subject().equals(edge.object());
      if (!loop && reached.contains(edge.subject()) && reached.contains(edge.object())) {
        inside.add(edge);
      }
    }
    return new Subgraph(List.copyOf(reached), List.copyOf(inside));
  }
}
