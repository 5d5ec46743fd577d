package io.synth.corpus;

import io.synth.model.ContentHash;
import io.synth.text.NormalForm;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefHash;

/** Writes the names of entities and relations. */
final class NameWriter implements Closeable {
  static final char ENTITY = 'e';
  static final char RELATION = 'r';

  /** The kind and the id. */
  static final String ID = "id";

  /** The first name, in normal form; of entities only. */
  static final String FIRST = "first";

  /** Every name, in normal form; of entities only. */
  static final String NAME = "name";

  private static final int HASH_BYTES = 8;

  private final FSDirectory directory;
  private final IndexWriter writer;
  private final BytesRefHash ids = new BytesRefHash();

  NameWriter(Path folder) throws IOException {
    directory = FSDirectory.open(folder);
    writer = new IndexWriter(directory, new IndexWriterConfig());
  }

  /** Adds the names of an id; false when it has some already. */
  boolean add(char kind, String id, List<String> names) throws IOException {
    byte[] hash = HexFormat.of().parseHex(ContentHash.full(kind + id));
    if (ids.add(new BytesRef(Arrays.copyOf(hash, HASH_BYTES))) < 0) {
      return false;
    }
    Document document = new Document();
    document.add(new StringField(ID, kind + id, Field.Store.YES));
    names.forEach(name -> document.add(new StoredField("names", name)));
    if (kind == ENTITY) {
      document.add(new StringField(FIRST, NormalForm.of(names.get(0)), Field.Store.NO));
      Set<String> forms = new LinkedHashSet<>();
      names.forEach(name -> forms.add(NormalForm.of(name)));
      forms.forEach(form -> document.add(new StringField(NAME, form, Field.Store.NO)));
    }
    writer.addDocument(document);
    return true;
  }

  void finish() throws IOException {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    directory.close();
  }
}
