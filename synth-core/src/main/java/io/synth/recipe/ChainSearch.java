package io.synth.recipe;

import io.synth.corpus.KnowledgeGraph;
import io.synth.corpus.KnowledgeGraph.Edge;
import io.synth.model.Language;
import io.synth.recipe.Chain.Certainty;
import io.synth.recipe.Chain.Hop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Chooses the chains of confirmed edges that make good questions. */
final class ChainSearch {
  /** Most chains that are looked at, in random order: bounds the work in dense graphs. */
  private static final int MOST_CHAINS = 500;

  private final KnowledgeGraph graph;
  private final RecipeSettings settings;
  private final Subgraph subgraph;
  private final Map<Edge, Passage> confirmed;
  private final RandomGenerator random;

  ChainSearch(
      KnowledgeGraph graph,
      RecipeSettings settings,
      Subgraph subgraph,
      Map<Edge, Passage> confirmed,
      RandomGenerator random) {
    this.graph = graph;
    this.settings = settings;
    this.subgraph = subgraph;
    this.confirmed = confirmed;
    this.random = random;
  }

  /**
   * Chains from a start that determine their end, the surest first, then the longest.
   *
   * @throws RecipeException with code {@code no_path} when no chain is long enough, and {@code
   *     ambiguous} when none determines its end
   */
  List<Chain> from(String start, Language language) throws RecipeException {
    List<Chain> fit = new ArrayList<>();
    for (Chain chain : chains(start)) {
      if (isFit(chain, language)) {
        fit.add(chain);
      }
    }
    if (fit.isEmpty()) {
      throw new RecipeException(
          "no_path",
          "No path of "
              + settings.minHops()
              + " to "
              + settings.maxHops()
              + " confirmed edges leads from "
              + start
              + " over as many pages to an entity that is no hub and no neighbour of it.");
    }
    record Judged(Chain chain, Certainty certainty) {}
    List<Chain> determined =
        fit.stream()
            .map(chain -> new Judged(chain, chain.certainty(graph, settings.hubDegree())))
            .filter(judged -> judged.certainty() != Certainty.AMBIGUOUS)
            .sorted(
                Comparator.comparing(Judged::certainty)
                    .thenComparing(judged -> -judged.chain().hops().size()))
            .map(Judged::chain)
            .toList();
    if (determined.isEmpty()) {
      throw new RecipeException(
          "ambiguous",
          "None of the "
              + fit.size()
              + " paths from "
              + start
              + " determines its end: each leads to other entities of the graph, too.");
    }
    return determined;
  }

  /** Distinct pages that state the chain's edges. */
  int pages(Chain chain) {
    return (int) passages(chain).stream().map(Passage::url).distinct().count();
  }

  /** The passage of each hop, in order. */
  List<Passage> passages(Chain chain) {
    return chain.hops().stream()
        .map(hop -> Objects.requireNonNull(confirmed.get(hop.edge()), "a chain of confirmed edges"))
        .toList();
  }

  private List<Chain> chains(String start) {
    List<Chain> chains = new ArrayList<>();
    Deque<Chain> open = new ArrayDeque<>();
    open.push(new Chain(start, List.of()));
    while (!open.isEmpty() && chains.size() < MOST_CHAINS) {
      Chain chain = open.pop();
      int hops = chain.hops().size();
      if (hops >= settings.minHops()) {
        chains.add(chain);
      }
      if (hops < settings.maxHops()) {
        extensions(chain).forEach(open::push);
      }
    }
    return chains;
  }

  private List<Chain> extensions(Chain chain) {
    String last = chain.hops().isEmpty() ? chain.start() : chain.end();
    if (graph.degree(last) > settings.hubDegree()) {
      return List.of();
    }
    List<Chain> extensions = new ArrayList<>();
    for (Edge edge : Shuffled.of(confirmed.keySet(), random)) {
      String to =
          edge.subject().equals(last)
              ? edge.object()
              : edge.object().equals(last) ? edge.subject() : last;
      if (!chain.entities().contains(to)) {
        List<Hop> hops = new ArrayList<>(chain.hops());
        hops.add(new Hop(edge, to));
        extensions.add(new Chain(chain.start(), hops));
      }
    }
    return extensions;
  }

  private boolean isFit(Chain chain, Language language) {
    List<String> names =
        chain.entities().stream().map(entity -> graph.entityName(entity, language)).toList();
    boolean distinctNames = new HashSet<>(names).size() == names.size();
    boolean named = names.stream().noneMatch(String::isBlank);
    boolean generic = graph.degree(chain.end()) > settings.hubDegree();
    boolean shortcut =
        settings.minHops() > 1
            && subgraph.edges().stream()
                .anyMatch(
                    edge ->
                        List.of(edge.subject(), edge.object())
                            .containsAll(List.of(chain.start(), chain.end())));
    return distinctNames && named && !generic && !shortcut && pages(chain) >= settings.minHops();
  }
}
