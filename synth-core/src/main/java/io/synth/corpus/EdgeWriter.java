package io.synth.corpus;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Writes edges in the order of subject, relation and object, each once: the index sorts them on
 * disk, so that {@link LuceneGraph} reads the edges of an entity in order without sorting.
 */
final class EdgeWriter implements Closeable {
  static final String SUBJECT = "s";
  static final String RELATION = "r";
  static final String OBJECT = "o";

  /** The entity of an edge from it to itself, which counts once. */
  static final String LOOP = "loop";

  private static final double BUFFER_MB = 128;

  private final FSDirectory directory;
  private final IndexWriter writer;
  private long count;
  private long duplicates;

  EdgeWriter(Path folder) throws IOException {
    directory = FSDirectory.open(folder);
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig()
                .setRAMBufferSizeMB(BUFFER_MB)
                .setIndexSort(
                    new Sort(
                        new SortField(SUBJECT, SortField.Type.STRING),
                        new SortField(RELATION, SortField.Type.STRING),
                        new SortField(OBJECT, SortField.Type.STRING))));
  }

  /** Is handed each entity. */
  interface EntityVisitor {
    void entity(String id) throws IOException;
  }

  void add(String subject, String relation, String object) throws IOException {
    Document document = new Document();
    document.add(new StringField(SUBJECT, subject, Field.Store.NO));
    document.add(new StringField(OBJECT, object, Field.Store.NO));
    document.add(new SortedDocValuesField(SUBJECT, new BytesRef(subject)));
    document.add(new SortedDocValuesField(RELATION, new BytesRef(relation)));
    document.add(new SortedDocValuesField(OBJECT, new BytesRef(object)));
    if (subject.equals(object)) {
      document.add(new StringField(LOOP, subject, Field.Store.NO));
    }
    writer.addDocument(document);
    count++;
  }

  /** Puts all edges in order and drops those that are there twice. */
  void finish() throws IOException {
    writer.forceMerge(1);
    try (DirectoryReader reader = DirectoryReader.open(writer)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        dropTwins(leaf.reader());
      }
    }
    writer.forceMergeDeletes();
    writer.forceMerge(1);
    writer.commit();
  }

  private void dropTwins(LeafReader edges) throws IOException {
    SortedDocValues subjects = edges.getSortedDocValues(SUBJECT);
    SortedDocValues relations = edges.getSortedDocValues(RELATION);
    SortedDocValues objects = edges.getSortedDocValues(OBJECT);
    int subject = -1;
    int relation = -1;
    int object = -1;
    for (int i = 0; i < edges.maxDoc(); i++) {
      subjects.advanceExact(i);
      relations.advanceExact(i);
      objects.advanceExact(i);
      boolean twin =
          subject == subjects.ordValue()
              && relation == relations.ordValue()
              && object == objects.ordValue();
      if (twin && writer.tryDeleteDocument(edges, i) >= 0) {
        duplicates++;
        count--;
      }
      subject = subjects.ordValue();
      relation = relations.ordValue();
      object = objects.ordValue();
    }
  }

  /** Distinct edges, once finished. */
  long count() {
    return count;
  }

  long duplicates() {
    return duplicates;
  }

  /** Visits the subjects and objects in order, each once; returns how many there are. */
  long eachEntity(EntityVisitor visitor) throws IOException {
    long entities = 0;
    try (DirectoryReader reader = DirectoryReader.open(writer)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        Terms subjects = leaf.reader().terms(SUBJECT);
        Terms objects = leaf.reader().terms(OBJECT);
        if (subjects == null || objects == null) {
          continue;
        }
        TermsEnum a = subjects.iterator();
        TermsEnum b = objects.iterator();
        BytesRef x = a.next();
        BytesRef y = b.next();
        while (x != null || y != null) {
          int order = x == null ? 1 : y == null ? -1 : x.compareTo(y);
          BytesRef least = order <= 0 ? x : y;
          if (least != null) {
            visitor.entity(least.utf8ToString());
            entities++;
          }
          x = order <= 0 ? a.next() : x;
          y = order >= 0 ? b.next() : y;
        }
      }
    }
    return entities;
  }

  @Override
  public void close() throws IOException {
    writer.close();
    directory.close();
  }
}
