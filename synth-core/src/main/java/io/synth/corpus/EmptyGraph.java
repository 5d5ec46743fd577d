package io.synth.corpus;

import io.synth.model.Language;
import java.util.List;
import java.util.Optional;

/** A knowledge graph without an entity. */
final class EmptyGraph implements KnowledgeGraph {
  @Override
  public Optional<String> find(String idOrName) {
    return Optional.empty();
  }

  @Override
  public List<Edge> edges(String entity, int limit) {
    return List.of();
  }

  @Override
  public int degree(String entity) {
    return 0;
  }

  @Override
  public String entityName(String entity, Language language) {
    return entity;
  }

  @Override
  public List<String> entityNames(String entity) {
    return List.of();
  }

  @Override
  public String relationName(String relation, Language language) {
    return relation;
  }
}
