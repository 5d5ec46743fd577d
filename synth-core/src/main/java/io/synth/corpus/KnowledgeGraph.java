package io.synth.corpus;

import io.synth.model.Language;
import java.util.List;
import java.util.Optional;

/** A knowledge graph, too large for memory perhaps: read through an index. Thread-safe. */
public interface KnowledgeGraph {
  /** A graph without an entity: for seeds that walk on none. */
  KnowledgeGraph EMPTY = new EmptyGraph();

  /** An edge by ids. */
  record Edge(String subject, String relation, String object) {}

  /** Id of the entity with this id or name. */
  Optional<String> find(String idOrName);

  /** Edges that the entity is subject or object of, in a fixed order, at most {@code limit}. */
  List<Edge> edges(String entity, int limit);

  /** Number of edges that the entity is subject or object of. */
  int degree(String entity);

  /** Name of an entity in a language; in the other one, or its id, where there is none. */
  String entityName(String entity, Language language);

  /** All names of an entity. */
  List<String> entityNames(String entity);

  /** Name of a relation in a language; in the other one, or its id, where there is none. */
  String relationName(String relation, Language language);
}
