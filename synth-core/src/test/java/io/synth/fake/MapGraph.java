package io.synth.fake;

import io.synth.corpus.KnowledgeGraph;
import io.synth.model.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A knowledge graph in memory; a name that isn't set is the id. */
public final class MapGraph implements KnowledgeGraph {
  private final List<Edge> edges = new ArrayList<>();
  private final Map<String, List<String>> names = new LinkedHashMap<>();

  /** Adds an edge. */
  public MapGraph edge(String subject, String relation, String object) {
    edges.add(new Edge(subject, relation, object));
    return this;
  }

  /** Sets the names of an entity, the main one first. */
  public MapGraph names(String entity, String... entityNames) {
    names.put(entity, List.of(entityNames));
    return this;
  }

  @Override
  public Optional<String> find(String idOrName) {
    return edges.stream()
        .flatMap(edge -> List.of(edge.subject(), edge.object()).stream())
        .filter(id -> id.equals(idOrName) || entityNames(id).contains(idOrName))
        .findFirst();
  }

  @Override
  public List<Edge> edges(String entity, int limit) {
    return edges.stream()
        .filter(edge -> edge.subject().equals(entity) || edge.object().equals(entity))
        .limit(limit)
        .toList();
  }

  @Override
  public int degree(String entity) {
    return edges(entity, Integer.MAX_VALUE).size();
  }

  @Override
  public String entityName(String entity, Language language) {
    return entityNames(entity).get(0);
  }

  @Override
  public List<String> entityNames(String entity) {
    return names.getOrDefault(entity, List.of(entity));
  }

  @Override
  public String relationName(String relation, Language language) {
    return relation;
  }
}
