package io.synth.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Takes pages out of a shard whose address a page of another shard has too, so that an index of
 * many shards holds what an index of one does: the pages, their statistics, and what was left out.
 */
public final class DuplicatePages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DuplicatePages() {}

  /**
   * Removes pages from a shard on this machine. One that is not there any more is passed over.
   *
   * @param paths of their files, ascending
   */
  public static void remove(Path shard, Iterator<String> paths) throws IOException {
    Path old = shard.resolve("skipped.jsonl");
    Path before = shard.resolve("skipped.before");
    Files.move(old, before, StandardCopyOption.REPLACE_EXISTING);
    ObjectNode counts = (ObjectNode) JSON.readTree(shard.resolve(ShardFolder.COUNTS).toFile());
    // Merging keeps the order of pages, and drops what was removed from the statistics.
    try (FSDirectory directory = FSDirectory.open(shard.resolve(ShardFolder.PAGES));
        IndexWriter writer =
            new IndexWriter(
                directory,
                new IndexWriterConfig(PageAnalyzer.OF_PAGES)
                    .setMergePolicy(new LogByteSizeMergePolicy()));
        DirectoryReader reader = DirectoryReader.open(writer);
        SkippedFiles skipped = new SkippedFiles(shard);
        BufferedReader known = Files.newBufferedReader(before)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      StoredFields stored = searcher.storedFields();
      @Nullable String line = known.readLine();
      while (paths.hasNext()) {
        String path = paths.next();
        while (line != null && path(line).compareTo(path) < 0) {
          copy(line, skipped);
          line = known.readLine();
        }
        Term term = new Term(PageWriter.PATH, path);
        for (ScoreDoc hit : searcher.search(new TermQuery(term), 1).scoreDocs) {
          Document page = stored.document(hit.doc, Set.of("url", "language"));
          skipped.add(path, ShardFolder.DUPLICATE, ShardFolder.duplicate(page.get("url")));
          recount(counts, page.get("language"));
          writer.deleteDocuments(term);
        }
      }
      for (; line != null; line = known.readLine()) {
        copy(line, skipped);
      }
      writer.forceMergeDeletes();
      writer.commit();
      skipped.describe(counts);
    }
    Files.delete(before);
    Files.write(shard.resolve(ShardFolder.COUNTS), JSON.writeValueAsBytes(counts));
  }

  private static void recount(ObjectNode shard, String language) {
    ObjectNode counts = (ObjectNode) shard.get("counts");
    add(counts, "pages", -1);
    add(counts, "pages_" + language, -1);
    add(counts, "duplicates", 1);
  }

  private static void add(ObjectNode counts, String name, long number) {
    counts.put(name, counts.path(name).asLong() + number);
  }

  private static String path(String line) throws IOException {
    return JSON.readTree(line).path("path").asText();
  }

  private static void copy(String line, SkippedFiles skipped) throws IOException {
    ObjectNode node = (ObjectNode) JSON.readTree(line);
    skipped.add(
        node.path("path").asText(), node.path("reason").asText(), node.path("message").asText());
  }
}
