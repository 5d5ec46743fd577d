package io.synth.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lists what an index leaves out: all of it in {@code skipped.jsonl}, the first in the manifest.
 */
final class SkippedFiles implements Closeable {
  private static final int FIRST = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BufferedWriter all;
  private final ArrayNode first = JSON.createArrayNode();
  private final Map<String, Long> byReason = new TreeMap<>();

  SkippedFiles(Path folder) throws IOException {
    all = Files.newBufferedWriter(folder.resolve("skipped.jsonl"));
  }

  void add(String where, String reason, String message) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("path", where).put("reason", reason).put("message", message);
    all.write(JSON.writeValueAsString(line));
    all.write('\n');
    byReason.merge(reason, 1L, Long::sum);
    if (first.size() < FIRST) {
      first.add(line);
    }
  }

  long count(String reason) {
    return byReason.getOrDefault(reason, 0L);
  }

  long count() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  void describe(ObjectNode manifest) {
    ObjectNode reasons = manifest.putObject("skipped_by_reason");
    byReason.forEach(reasons::put);
    manifest.set("first_skipped", first);
  }

  @Override
  public void close() throws IOException {
    all.close();
  }
}
