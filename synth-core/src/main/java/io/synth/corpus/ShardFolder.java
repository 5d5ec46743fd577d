package io.synth.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.synth.model.Language;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of one shard while it is written: the pages in a Lucene index, {@code skipped.jsonl}
 * with what was left out, {@code addresses.tsv} with the hash of each page's address and its path,
 * and {@code shard.json} with the counts. All in the order of the paths.
 */
final class ShardFolder implements Closeable {
  static final String PAGES = "pages";
  static final String COUNTS = "shard.json";
  static final String ADDRESSES = "addresses.tsv";
  static final String DUPLICATE = "duplicate_url";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final SkippedFiles skipped;
  private final PageWriter writer;
  private final BufferedWriter addresses;
  private final Map<Language, Long> pages = new EnumMap<>(Language.class);
  private long settings;
  private CorpusHash content = CorpusHash.NONE;

  private ShardFolder(Path folder) throws IOException {
    this.folder = folder;
    this.skipped = new SkippedFiles(folder);
    this.writer = new PageWriter(folder.resolve(PAGES));
    this.addresses = Files.newBufferedWriter(folder.resolve(ADDRESSES));
  }

  static ShardFolder create(Path folder) throws IOException {
    return new ShardFolder(folder);
  }

  /** Name of a shard's folder within the index. */
  static String name(int shard) {
    return String.format(Locale.ROOT, "shard-%05d", shard);
  }

  /** A file was looked at. */
  void read(CorpusHash file) {
    content = content.plus(file);
  }

  void settings() {
    settings++;
  }

  void skip(String path, String reason, String message) throws IOException {
    skipped.add(path, reason, message);
  }

  void add(Page page, String path) throws IOException {
    Optional<String> hash = writer.add(page, path);
    if (hash.isPresent()) {
      addresses.write(ShardedIndex.addressLine(hash.get(), path));
      pages.merge(page.language(), 1L, Long::sum);
    } else {
      skipped.add(path, DUPLICATE, duplicate(page.url()));
    }
  }

  static String duplicate(String url) {
    return "a page before it has the same address, " + url;
  }

  void finish() throws IOException {
    writer.commit();
    addresses.flush();
    ObjectNode shard = JSON.createObjectNode();
    ObjectNode counts = shard.putObject("counts");
    counts.put("files", content.files());
    counts.put("pages", pages.values().stream().mapToLong(Long::longValue).sum());
    counts.put("settings", settings);
    for (Language language : Language.values()) {
      counts.put("pages_" + language.label(), pages.getOrDefault(language, 0L));
    }
    long duplicates = skipped.count(DUPLICATE);
    counts.put("duplicates", duplicates).put("skipped", skipped.count() - duplicates);
    skipped.describe(shard);
    shard.put("content", content.text());
    Files.write(folder.resolve(COUNTS), JSON.writeValueAsBytes(shard));
  }

  @Override
  public void close() throws IOException {
    try (skipped;
        writer;
        addresses) {
      pages.clear();
    }
  }
}
