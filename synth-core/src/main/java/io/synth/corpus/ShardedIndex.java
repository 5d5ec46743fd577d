package io.synth.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.SynthException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts the shards of an index together: its manifest with the sums of theirs, and one list of what
 * was left out, in the order of the paths. What it writes does not depend on the number of shards,
 * but for that number.
 */
public final class ShardedIndex {
  /** File of the index and of each shard that lists what was left out. */
  public static final String SKIPPED = "skipped.jsonl";

  private static final int FIRST = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ShardedIndex() {}

  /** Opens files of shards, wherever they lie. */
  public interface Files {
    InputStream open(String path) throws IOException;
  }

  /** Path of a shard's folder within the index. */
  public static String shard(int shard) {
    return ShardFolder.name(shard);
  }

  /** Path of the file that a finished shard has. */
  public static String finished(int shard) {
    return shard(shard) + "/" + ShardFolder.COUNTS;
  }

  /** Path of a shard's file with a line for each page: hash of the address, tab, path. */
  public static String addresses(int shard) {
    return shard(shard) + "/" + ShardFolder.ADDRESSES;
  }

  /** Path of the page that a line of the addresses is about. */
  public static String path(String line) {
    return line.substring(line.indexOf('\t') + 1)
        .replace("%0A", "\n")
        .replace("%0D", "\r")
        .replace("%25", "%");
  }

  /** A line of the addresses; the names of files may hold line breaks. */
  static String addressLine(String hash, String path) {
    return hash + '\t' + path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D") + '\n';
  }

  /**
   * Fills a manifest and the list of what was left out.
   *
   * @param corpus name of the corpus folder, for messages
   * @param skipped takes that list
   * @throws SynthException when there is no page in any shard
   */
  public static void describe(
      String corpus,
      CorpusHash stamp,
      CorpusHash names,
      int shards,
      Files files,
      ObjectNode manifest,
      OutputStream skipped)
      throws IOException {
    TreeMap<String, Long> counts = new TreeMap<>();
    TreeMap<String, Long> reasons = new TreeMap<>();
    CorpusHash content = CorpusHash.NONE;
    for (int i = 0; i < shards; i++) {
      try (InputStream in = files.open(finished(i))) {
        JsonNode shard = JSON.readTree(in);
        add(shard.path("counts"), counts);
        add(shard.path("skipped_by_reason"), reasons);
        content = content.plus(CorpusHash.parse(shard.path("content").asText()));
      }
    }
    if (counts.getOrDefault("pages", 0L) == 0) {
      throw new SynthException(
          SynthException.Code.DATA,
          corpus
              + " holds no page among "
              + counts.getOrDefault("files", 0L)
              + " files; pages are .html, .md and .txt files");
    }
    manifest.put("fingerprint", content.text());
    manifest.put("stamp", stamp.text());
    manifest.put("names", names.text());
    manifest.put("shards", shards);
    ObjectNode sums = manifest.putObject("counts");
    counts.forEach(sums::put);
    ObjectNode byReason = manifest.putObject("skipped_by_reason");
    reasons.forEach(byReason::put);
    manifest.set("first_skipped", merge(shards, files, skipped));
  }

  private static void add(JsonNode from, Map<String, Long> sums) {
    from.properties().forEach(e -> sums.merge(e.getKey(), e.getValue().asLong(), Long::sum));
  }

  /** A line of one shard's list. */
  private record Line(String path, String text, BufferedReader rest) {
    static @Nullable Line next(BufferedReader reader) throws IOException {
      String text = reader.readLine();
      return text == null
          ? null
          : new Line(JSON.readTree(text).path("path").asText(), text, reader);
    }
  }

  /** Merges the shards' lists, line by line; returns the first lines. */
  private static ArrayNode merge(int shards, Files files, OutputStream skipped) throws IOException {
    ArrayNode first = JSON.createArrayNode();
    PriorityQueue<Line> heads = new PriorityQueue<>(Comparator.comparing(Line::path));
    List<BufferedReader> open = new ArrayList<>();
    try {
      for (int i = 0; i < shards; i++) {
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    files.open(shard(i) + "/" + SKIPPED), StandardCharsets.UTF_8));
        open.add(reader);
        addTo(heads, Line.next(reader));
      }
      while (!heads.isEmpty()) {
        Line line = heads.remove();
        skipped.write((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
        if (first.size() < FIRST) {
          first.add(JSON.readTree(line.text()));
        }
        addTo(heads, Line.next(line.rest()));
      }
    } finally {
      for (BufferedReader reader : open) {
        reader.close();
      }
    }
    return first;
  }

  private static void addTo(PriorityQueue<Line> heads, @Nullable Line line) {
    if (line != null) {
      heads.add(line);
    }
  }
}
