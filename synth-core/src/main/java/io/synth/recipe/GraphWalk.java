package io.synth.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.agent.AnswerMatch;
import io.synth.agent.Sections;
import io.synth.corpus.KnowledgeGraph;
import io.synth.corpus.KnowledgeGraph.Edge;
import io.synth.model.Capability;
import io.synth.model.Language;
import io.synth.model.Seed;
import io.synth.model.SeedKind;
import io.synth.model.Task;
import io.synth.model.Triple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The graph synthesis of Step-DeepResearch: from an entity that is neither obscure nor generic to a
 * subgraph, each edge confirmed by pages, then a fuzzed multi-hop question over a path of confirmed
 * edges. A raw triple alone never makes a question.
 */
final class GraphWalk implements Recipe {
  /** Most paths that a question is written for before the seed is given up: our choice. */
  private static final int ATTEMPTS = 3;

  @Override
  public String name() {
    return "graph_walk";
  }

  @Override
  public Capability capability() {
    return Capability.SEARCH;
  }

  @Override
  public SeedKind seedKind() {
    return SeedKind.GRAPH;
  }

  @Override
  public List<Task> tasks(Seed seed, RecipeContext context) throws RecipeException {
    KnowledgeGraph graph = context.graph();
    Writer writer = new Writer(context.teachers());
    String start = start(seed, context);
    Subgraph subgraph = Subgraph.around(start, graph, context.settings(), context.random());
    if (subgraph.entities().size() < context.settings().minNodes()) {
      throw new RecipeException(
          "small_subgraph",
          "Only "
              + subgraph.entities().size()
              + " entities can be reached from "
              + start
              + "; a walk needs "
              + context.settings().minNodes()
              + ".");
    }
    EdgeEvidence evidence = new EdgeEvidence(graph, context.corpus(), seed.language());
    Map<Edge, Passage> confirmed = evidence.confirm(subgraph.edges(), writer);
    if (confirmed.isEmpty()) {
      throw new RecipeException(
          "no_evidence",
          "None of the "
              + subgraph.edges().size()
              + " edges around "
              + start
              + " is confirmed by a"
              + " page.");
    }
    ChainSearch search =
        new ChainSearch(graph, context.settings(), subgraph, confirmed, context.random());
    List<Chain> chains = search.from(start, seed.language());
    @Nullable RecipeException last = null;
    for (Chain chain : chains.subList(0, Math.min(ATTEMPTS, chains.size()))) {
      List<Triple> triples = chain.hops().stream().map(hop -> evidence.triple(hop.edge())).toList();
      try {
        String question = question(seed.language(), graph, chain, triples, search, writer);
        return List.of(task(seed, graph, chain, triples, search, question, writer));
      } catch (RecipeException e) {
        last = e;
      }
    }
    throw last == null ? new RecipeException("no_path", "No path was tried.") : last;
  }

  private static String start(Seed seed, RecipeContext context) throws RecipeException {
    String entity = seed.entity() == null ? "" : seed.entity();
    String start =
        context
            .graph()
            .find(entity)
            .orElseThrow(
                () ->
                    new RecipeException(
                        "no_entity", "The knowledge graph has no entity '" + entity + "'."));
    int degree = context.graph().degree(start);
    RecipeSettings settings = context.settings();
    if (degree < settings.minDegree() || degree > settings.maxDegree()) {
      throw new RecipeException(
          "unfit_start",
          "The entity "
              + start
              + " has degree "
              + degree
              + "; a walk starts from one of degree "
              + settings.minDegree()
              + " to "
              + settings.maxDegree()
              + ".");
    }
    return start;
  }

  private static String question(
      Language language,
      KnowledgeGraph graph,
      Chain chain,
      List<Triple> triples,
      ChainSearch search,
      Writer writer)
      throws RecipeException {
    JsonNode reply =
        writer.ask(
            "graph_question",
            Sections.in(language)
                .numbered("chain", triples.stream().map(EdgeEvidence::line).toList())
                .with("answer", graph.entityName(chain.end(), language))
                .with("passages", Passage.lines(search.passages(chain))));
    String question = reply.path("question").asText().strip();
    WrittenIn.require(language, question);
    if (!AnswerMatch.matches(reply.path("answer").asText(), graph.entityNames(chain.end()))) {
      throw new RecipeException(
          "wrong_answer",
          "The writer's answer '"
              + reply.path("answer").asText()
              + "' is not the end of the path, '"
              + graph.entityName(chain.end(), language)
              + "'.");
    }
    Set<Integer> used = new TreeSet<>();
    reply.path("triples").forEach(number -> used.add(number.asInt()));
    for (int hop = 1; hop <= triples.size(); hop++) {
      if (!used.contains(hop)) {
        throw new RecipeException(
            "few_hops",
            "The question leaves triple "
                + hop
                + " of the path's "
                + triples.size()
                + " out, so the path no longer determines the answer.");
      }
    }
    if (Mentions.any(question, graph.entityNames(chain.end()))) {
      throw new RecipeException("answer_leak", "The question names its answer: " + question);
    }
    for (String entity : chain.between()) {
      if (Mentions.any(question, graph.entityNames(entity))) {
        throw new RecipeException(
            "name_leak",
            "The question names the intermediate entity '"
                + graph.entityName(entity, language)
                + "': "
                + question);
      }
    }
    return question;
  }

  private Task task(
      Seed seed,
      KnowledgeGraph graph,
      Chain chain,
      List<Triple> triples,
      ChainSearch search,
      String question,
      Writer writer) {
    String answer = graph.entityName(chain.end(), seed.language());
    List<String> aliases = new ArrayList<>(graph.entityNames(chain.end()));
    aliases.removeIf(answer::equals);
    return writer.sign(
        Task.builder(seed, capability(), name(), question)
            .answer(answer)
            .aliases(aliases)
            .evidence(search.passages(chain).stream().map(Passage::evidence).distinct().toList())
            .formalization(triples)
            .hops(search.pages(chain)));
  }
}
