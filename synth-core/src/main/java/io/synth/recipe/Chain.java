package io.synth.recipe;

import io.synth.corpus.KnowledgeGraph;
import io.synth.corpus.KnowledgeGraph.Edge;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A simple path through a knowledge graph, from a start entity to the answer. */
record Chain(String start, List<Hop> hops) {
  Chain {
    hops = List.copyOf(hops);
  }

  /** An edge in the direction it is walked, which may be against its own. */
  record Hop(Edge edge, String to) {
    private boolean forward() {
      return edge.object().equals(to);
    }
  }

  /** How surely a chain leads to its end. */
  enum Certainty {
    /** Each hop leads to one entity only. */
    FUNCTIONAL,
    /** Some hop leads to several entities, but all of them together to one end. */
    DETERMINED,
    /** It leads to several ends, or to more entities than can be followed. */
    AMBIGUOUS
  }

  /** The last entity. */
  String end() {
    return hops.get(hops.size() - 1).to();
  }

  /** The entities between start and end, in order. */
  List<String> between() {
    return hops.subList(0, hops.size() - 1).stream().map(Hop::to).toList();
  }

  /** All entities, in order. */
  List<String> entities() {
    return Stream.concat(Stream.of(start), hops.stream().map(Hop::to)).toList();
  }

  /**
   * Follows the relations of the chain from its start through the whole graph, as someone would who
   * knows only the start and the relations.
   *
   * @param hubDegree entities above this degree are not followed
   */
  Certainty certainty(KnowledgeGraph graph, int hubDegree) {
    Set<String> reached = Set.of(start);
    boolean functional = true;
    for (Hop hop : hops) {
      Set<String> next = new LinkedHashSet<>();
      for (String entity : reached) {
        if (graph.degree(entity) > hubDegree) {
          return Certainty.AMBIGUOUS;
        }
        for (Edge edge : graph.edges(entity, hubDegree)) {
          boolean same =
              edge.relation().equals(hop.edge().relation())
                  && (hop.forward() ? edge.subject() : edge.object()).equals(entity);
          if (same) {
            next.add(hop.forward() ? edge.object() : edge.subject());
          }
        }
      }
      functional &= next.size() == 1;
      reached = next;
    }
    if (!reached.equals(Set.of(end()))) {
      return Certainty.AMBIGUOUS;
    }
    return functional ? Certainty.FUNCTIONAL : Certainty.DETERMINED;
  }
}
