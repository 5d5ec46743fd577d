package io.synth.corpus;

import io.synth.corpus.Page.Link;
import io.synth.model.ContentHash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefHash;

/** Writes pages into the index that {@link LuceneCorpus} reads. */
final class PageWriter implements Closeable {
  private static final double BUFFER_MB = 64;

  /** Bytes of an address's hash: two of ten million differ but for a chance of 1 in 300,000. */
  private static final int HASH_BYTES = 8;

  private static final int MAX_KEY = 8000;

  /** Field by which a page is found that is to be removed. */
  static final String PATH = "path";

  /** Field by which pages of one score are ordered, whatever shard they are in. */
  static final String ORDER = "order";

  private static final int MAX_ORDER = 1000;

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final BytesRefHash addresses = new BytesRefHash();

  PageWriter(Path folder) throws IOException {
    directory = FSDirectory.open(folder);
    // Pages keep their order, so that equal scores rank alike in every build.
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(PageAnalyzer.OF_PAGES)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergePolicy(new LogByteSizeMergePolicy()));
  }

  /** Adds a page; the hash of its address, or empty when there is one with its address already. */
  Optional<String> add(Page page, String path) throws IOException {
    String key = Addresses.key(page.url());
    String hash = ContentHash.full(key).substring(0, 2 * HASH_BYTES);
    if (addresses.add(new BytesRef(HexFormat.of().parseHex(hash))) < 0) {
      return Optional.empty();
    }
    Document document = new Document();
    for (String name : keys(page, path)) {
      document.add(new StringField("key", name, Field.Store.NO));
    }
    document.add(new TextField("title", page.title(), Field.Store.YES));
    document.add(new TextField("text", PagePieces.withoutAddresses(page.text()), Field.Store.NO));
    document.add(new StoredField("url", page.url()));
    document.add(new StringField(PATH, path, Field.Store.NO));
    document.add(new SortedDocValuesField(ORDER, new BytesRef(orderOf(page.url()))));
    document.add(new StoredField("publisher", page.publisher()));
    document.add(new StoredField("date", page.date()));
    document.add(new StoredField("language", page.language().label()));
    document.add(new StoredField("authority", page.authority().label()));
    document.add(new StoredField("body", page.text()));
    document.add(new StoredField("links", lines(page.links())));
    writer.addDocument(document);
    return Optional.of(hash);
  }

  void commit() throws IOException {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    directory.close();
  }

  /** Addresses that open a page: its own, its place in the folder, the folder of an index page. */
  private static Set<String> keys(Page page, String path) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(Addresses.key(page.url()));
    String place = Addresses.key(Addresses.ofFile(path));
    keys.add(place);
    int slash = place.lastIndexOf('/');
    if (page.url().endsWith("/")) {
      // The address of a folder, and its index page by name.
      keys.add(Addresses.key(page.url() + place.substring(slash + 1)));
    }
    if (place.substring(slash + 1).matches("index\\.html?|README\\.md|index\\.md")) {
      keys.add(Addresses.key(place.substring(0, slash + 1)));
    }
    keys.removeIf(key -> key.length() > MAX_KEY);
    return keys;
  }

  private static String orderOf(String url) {
    return url.substring(0, Math.min(MAX_ORDER, url.length()));
  }

  private static String lines(List<Link> links) {
    return links.stream().map(l -> l.url() + "\t" + l.text()).collect(Collectors.joining("\n"));
  }
}
