package io.synth.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.synth.corpus.KnowledgeGraph.Edge;
import io.synth.model.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LuceneGraphTest {
  private final Path folder;
  private final Path index;

  LuceneGraphTest(@TempDir Path temporary) {
    folder = temporary.resolve("graph");
    index = temporary.resolve("index");
  }

  @Test
  void edgesComeInAFixedOrderEachOnce() throws IOException {
    try (LuceneGraph graph =
        graph("Q2\tR1\tQ1\nQ1\tR2\tQ3\nQ1\tR1\tQ2\nQ1\tR2\tQ3\nQ1\tR1\tQ1\nQ4\tR1\tQ5\n")) {
      assertThat(graph.edges("Q1", 10))
          .containsExactly(
              new Edge("Q1", "R1", "Q1"),
              new Edge("Q1", "R1", "Q2"),
              new Edge("Q1", "R2", "Q3"),
              new Edge("Q2", "R1", "Q1"));
      assertThat(graph.edges("Q1", 2))
          .containsExactly(new Edge("Q1", "R1", "Q1"), new Edge("Q1", "R1", "Q2"));
      assertThat(graph.degree("Q1")).isEqualTo(4);
      assertThat(graph.degree("Q5")).isEqualTo(1);
      assertThat(graph.degree("Q9")).isZero();
      assertThat(graph.edges("Q9", 10)).isEmpty();
      assertThat(graph.size()).isEqualTo(5);
    }
  }

  @Test
  void aFewDuplicatesAmongManyEdgesDoNotCount() throws IOException {
    StringBuilder triples = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      triples.append("hub\tR1\tQ").append(i).append('\n');
    }
    triples.append("hub\tR1\tQ7\n");
    try (LuceneGraph graph = graph(triples.toString())) {
      assertThat(graph.degree("hub")).isEqualTo(500);
      assertThat(graph.degree("Q7")).isEqualTo(1);
      assertThat(graph.edges("hub", 1000)).hasSize(500).doesNotHaveDuplicates();
    }
  }

  @Test
  void namesComeInTheLanguageAskedFor() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("entities.tsv"), "Q1\tHarrowmere\t哈罗米尔岛\tHarrowmere Island\nQ2\t岚雾岛\n");
    Files.writeString(folder.resolve("relations.tsv"), "R1\tlocated in\t位于\n");
    try (LuceneGraph graph = graph("Q1\tR1\tQ2\nQ3\tR9\tQ2\n")) {
      assertThat(graph.entityName("Q1", Language.EN)).isEqualTo("Harrowmere");
      assertThat(graph.entityName("Q1", Language.ZH)).isEqualTo("哈罗米尔岛");
      assertThat(graph.entityName("Q2", Language.EN)).isEqualTo("岚雾岛");
      assertThat(graph.entityName("Q3", Language.EN)).isEqualTo("Q3");
      assertThat(graph.entityNames("Q1"))
          .containsExactly("Harrowmere", "哈罗米尔岛", "Harrowmere Island");
      assertThat(graph.relationName("R1", Language.ZH)).isEqualTo("位于");
      assertThat(graph.relationName("R9", Language.ZH)).isEqualTo("R9");
    }
  }

  @Test
  void findsByIdByNameAndByAlias() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("entities.tsv"),
        "Q1\tMerrowick\t梅罗威克\tThe Capital\nQ2\tThe Capital\nQ3\tTwin\nQ4\tTwin\n");
    try (LuceneGraph graph = graph("Q1\tR\tQ2\nQ4\tR\tQ1\nQ5\tR\tQ1\n")) {
      assertThat(graph.find("Q1")).contains("Q1");
      assertThat(graph.find(" merrowick ")).contains("Q1");
      assertThat(graph.find("梅罗威克")).contains("Q1");
      assertThat(graph.find("the capital")).contains("Q2");
      assertThat(graph.find("Twin")).contains("Q4");
      assertThat(graph.find("Q5")).contains("Q5");
      assertThat(graph.find("nobody")).isEmpty();
    }
  }

  @Test
  void withoutNamesTheIdsAreTheNames() throws IOException {
    try (LuceneGraph graph = graph("Gideon Morvane\tfounded\tMorvane Turbines\n")) {
      assertThat(graph.find("gideon  morvane")).contains("Gideon Morvane");
      assertThat(graph.entityName("Gideon Morvane", Language.ZH)).isEqualTo("Gideon Morvane");
      assertThat(graph.entityNames("Morvane Turbines")).containsExactly("Morvane Turbines");
    }
  }

  @Test
  void malformedLinesAreCountedWithTheirNumbers() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("entities.tsv"), "Q1\tA\nQ1\tB\n\tC\nQ2\n");
    Files.writeString(
        folder.resolve("triples.tsv"), "\uFEFFQ1\tR\tQ2\r\n\nQ1 R Q2\nQ1\t\tQ2\nQ1\tR\tQ2\tx\n");
    IndexSummary summary = new GraphIndexer(folder, index, IndexProgress.NONE).build();
    assertThat(summary.counts())
        .containsEntry("lines", 4L)
        .containsEntry("triples", 1L)
        .containsEntry("malformed", 3L)
        .containsEntry("malformed_names", 3L);
    assertThat(Files.readAllLines(index.resolve("skipped.jsonl")))
        .containsExactly(
            "{\"path\":\"triples.tsv:3\",\"reason\":\"malformed_triple\",\"message\":\"a line is subject, relation and object, with tabs between, not 1 columns\"}",
            "{\"path\":\"triples.tsv:4\",\"reason\":\"malformed_triple\",\"message\":\"an id is empty or longer than 1000 characters\"}",
            "{\"path\":\"triples.tsv:5\",\"reason\":\"malformed_triple\",\"message\":\"a line is subject, relation and object, with tabs between, not 4 columns\"}",
            "{\"path\":\"entities.tsv:2\",\"reason\":\"duplicate_id\",\"message\":\"Q1 is in a line before this one\"}",
            "{\"path\":\"entities.tsv:3\",\"reason\":\"malformed_names\",\"message\":\"the id is missing or longer than 1000 characters\"}",
            "{\"path\":\"entities.tsv:4\",\"reason\":\"malformed_names\",\"message\":\"Q2 has no name\"}");
  }

  @Test
  void anUpToDateIndexIsReused() throws IOException {
    graph("a\tb\tc\n").close();
    GraphIndexer indexer = new GraphIndexer(folder, index, IndexProgress.NONE);
    assertThat(indexer.build().reused()).isTrue();
    Files.writeString(folder.resolve("relations.tsv"), "b\tis\n");
    assertThat(indexer.build().reused()).isFalse();
  }

  @Test
  void aFolderWithoutTriplesIsAnError() throws IOException {
    Files.createDirectories(folder);
    GraphIndexer indexer = new GraphIndexer(folder, index, IndexProgress.NONE);
    assertThatThrownBy(indexer::build)
        .hasMessage(
            folder
                + " holds no triples.tsv; a graph is a folder with triples.tsv and, if it has names,"
                + " entities.tsv and relations.tsv");
    Files.writeString(folder.resolve("triples.tsv"), "nothing\n");
    assertThatThrownBy(indexer::build)
        .hasMessage(
            folder.resolve("triples.tsv")
                + " holds no triple: a line is subject, relation and object, with tabs between");
    assertThatThrownBy(() -> LuceneGraph.open(index))
        .hasMessage(index + " is no index of graph; build it first");
  }

  private LuceneGraph graph(String triples) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("triples.tsv"), triples);
    new GraphIndexer(folder, index, IndexProgress.NONE).build();
    return LuceneGraph.open(index);
  }
}
