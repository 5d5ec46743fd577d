package io.synth.corpus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the index of a knowledge graph that {@link LuceneGraph} reads, from a folder in the text
 * layout of Wikidata5m: {@code triples.tsv} (subject, relation, object), and, if there are any,
 * {@code entities.tsv} and {@code relations.tsv} (id, names). Without names an id is its own name.
 * Memory does not grow with the graph. An index that is up to date is left as it is.
 */
public final class GraphIndexer {
  static final String KIND = "graph";
  static final int FORMAT = 1;
  static final String TRIPLES = "triples.tsv";
  static final String ENTITIES = "entities.tsv";
  static final String RELATIONS = "relations.tsv";

  /** Most UTF-16 code units of an id: a term of the index holds 32766 bytes. */
  private static final int MAX_ID = 1000;

  private static final int MAX_NAMES = 1000;
  private static final int TELL_EVERY = 10_000;

  private final Path graph;
  private final Path index;
  private final IndexProgress progress;

  public GraphIndexer(Path graph, Path index, IndexProgress progress) {
    this.graph = graph;
    this.index = index;
    this.progress = progress;
  }

  /**
   * Brings the index up to date. Malformed lines are left out, counted and listed with their
   * numbers.
   *
   * @throws SynthException when there are no triples, or the index cannot be written
   */
  public IndexSummary build() {
    if (!Files.isRegularFile(graph.resolve(TRIPLES))) {
      throw new SynthException(
          SynthException.Code.DATA,
          graph
              + " holds no "
              + TRIPLES
              + "; a graph is a folder with "
              + TRIPLES
              + " and, if it"
              + " has names, "
              + ENTITIES
              + " and "
              + RELATIONS);
    }
    try {
      return new IndexFolder(index, KIND, FORMAT).ensure(fingerprint(), this::index);
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA, graph + " cannot be read: " + e.getMessage(), e);
    }
  }

  private String fingerprint() throws IOException {
    StringBuilder fingerprint = new StringBuilder();
    for (String name : List.of(TRIPLES, ENTITIES, RELATIONS)) {
      Path file = graph.resolve(name);
      if (Files.isRegularFile(file)) {
        fingerprint
            .append(name)
            .append(' ')
            .append(Files.size(file))
            .append(' ')
            .append(Files.getLastModifiedTime(file).toMillis())
            .append(';');
      }
    }
    return fingerprint.toString();
  }

  private void index(Path folder, ObjectNode manifest) throws IOException {
    try (SkippedFiles skipped = new SkippedFiles(folder);
        EdgeWriter edges = new EdgeWriter(folder.resolve("edges"));
        NameWriter names = new NameWriter(folder.resolve("names"))) {
      long lines = triples(edges, skipped);
      long malformed = skipped.count();
      edges.finish();
      long entities = names(ENTITIES, NameWriter.ENTITY, names, skipped);
      long relations = names(RELATIONS, NameWriter.RELATION, names, skipped);
      if (entities == 0) {
        entities = edges.eachEntity(id -> names.add(NameWriter.ENTITY, id, List.of(id)));
      }
      names.finish();
      if (edges.count() == 0) {
        throw new SynthException(
            SynthException.Code.DATA,
            graph.resolve(TRIPLES)
                + " holds no triple: a line is subject, relation and object,"
                + " with tabs between");
      }
      manifest
          .putObject("counts")
          .put("lines", lines)
          .put("triples", edges.count())
          .put("duplicates", edges.duplicates())
          .put("malformed", malformed)
          .put("entities", entities)
          .put("relations", relations)
          .put("malformed_names", skipped.count() - malformed);
      skipped.describe(manifest);
    }
  }

  private long triples(EdgeWriter edges, SkippedFiles skipped) throws IOException {
    long[] lines = {0};
    TsvLines.read(
        graph.resolve(TRIPLES),
        (number, columns) -> {
          lines[0]++;
          if (columns.size() != 3) {
            skipped.add(
                TRIPLES + ":" + number,
                "malformed_triple",
                "a line is subject, relation and object, with tabs between, not "
                    + columns.size()
                    + " columns");
          } else if (columns.stream().anyMatch(c -> c.isEmpty() || c.length() > MAX_ID)) {
            skipped.add(
                TRIPLES + ":" + number,
                "malformed_triple",
                "an id is empty or longer than " + MAX_ID + " characters");
          } else {
            edges.add(columns.get(0), columns.get(1), columns.get(2));
          }
          if (lines[0] % TELL_EVERY == 0) {
            progress.at(lines[0], -1);
          }
        });
    progress.at(lines[0], lines[0]);
    return lines[0];
  }

  private long names(String file, char kind, NameWriter names, SkippedFiles skipped)
      throws IOException {
    if (!Files.isRegularFile(graph.resolve(file))) {
      return 0;
    }
    long[] added = {0};
    TsvLines.read(
        graph.resolve(file),
        (number, columns) -> {
          String id = columns.isEmpty() ? "" : columns.get(0);
          if (id.isEmpty() || id.length() > MAX_ID) {
            skipped.add(
                file + ":" + number,
                "malformed_names",
                "the id is missing or longer than " + MAX_ID + " characters");
            return;
          }
          List<String> own =
              columns.stream()
                  .skip(1)
                  .filter(n -> !n.isEmpty() && n.length() <= MAX_ID)
                  .distinct()
                  .limit(MAX_NAMES)
                  .toList();
          if (own.isEmpty()) {
            skipped.add(file + ":" + number, "malformed_names", id + " has no name");
          } else if (names.add(kind, id, own)) {
            added[0]++;
          } else {
            skipped.add(file + ":" + number, "duplicate_id", id + " is in a line before this one");
          }
        });
    return added[0];
  }
}
