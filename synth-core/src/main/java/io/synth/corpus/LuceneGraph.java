package io.synth.corpus;

import io.synth.SynthException;
import io.synth.model.Language;
import io.synth.text.LanguageOf;
import io.synth.text.NormalForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge graph of an index made by {@link GraphIndexer}. Edges come in the order of subject,
 * relation and object, by UTF-8 bytes. The language of a name is told from its script. Thread-safe.
 */
public final class LuceneGraph implements KnowledgeGraph, AutoCloseable {
  /** Entities of one name that are looked at to choose the best known. */
  private static final int NAMESAKES = 1000;

  private final MMapDirectory edgeDirectory;
  private final MMapDirectory nameDirectory;
  private final DirectoryReader edges;
  private final DirectoryReader names;
  private final IndexSearcher nameSearcher;

  private LuceneGraph(Path index) throws IOException {
    edgeDirectory = new MMapDirectory(index.resolve("edges"));
    nameDirectory = new MMapDirectory(index.resolve("names"));
    edges = DirectoryReader.open(edgeDirectory);
    names = DirectoryReader.open(nameDirectory);
    nameSearcher = new IndexSearcher(names);
  }

  /**
   * Opens an index for reading.
   *
   * @throws SynthException when there is none, or it is of another format
   */
  public static LuceneGraph open(Path index) {
    new IndexFolder(index, GraphIndexer.KIND, GraphIndexer.FORMAT).manifest();
    try {
      return new LuceneGraph(index);
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          "the index " + index + " cannot be read: " + e + "; remove it and build it again",
          e);
    }
  }

  /** Number of distinct edges. */
  public long size() {
    return edges.numDocs();
  }

  @Override
  public Optional<String> find(String idOrName) {
    String id = idOrName.strip();
    if (degree(id) > 0 || !namesOf(NameWriter.ENTITY, id).isEmpty()) {
      return Optional.of(id);
    }
    String form = NormalForm.of(id);
    Optional<String> byFirst = bestKnown(NameWriter.FIRST, form);
    return byFirst.isPresent() ? byFirst : bestKnown(NameWriter.NAME, form);
  }

  @Override
  public List<Edge> edges(String entity, int limit) {
    List<Edge> found = new ArrayList<>();
    try {
      for (LeafReaderContext leaf : edges.leaves()) {
        read(leaf, entity, limit, found);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
    return found;
  }

  @Override
  public int degree(String entity) {
    try {
      return edges.docFreq(new Term(EdgeWriter.SUBJECT, entity))
          + edges.docFreq(new Term(EdgeWriter.OBJECT, entity))
          - edges.docFreq(new Term(EdgeWriter.LOOP, entity));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public String entityName(String entity, Language language) {
    return name(entityNames(entity), language, entity);
  }

  @Override
  public List<String> entityNames(String entity) {
    List<String> own = namesOf(NameWriter.ENTITY, entity);
    return own.isEmpty() ? List.of(entity) : own;
  }

  @Override
  public String relationName(String relation, Language language) {
    return name(namesOf(NameWriter.RELATION, relation), language, relation);
  }

  @Override
  public void close() {
    try {
      edges.close();
      names.close();
      edgeDirectory.close();
      nameDirectory.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be closed", e);
    }
  }

  private static String name(List<String> names, Language language, String id) {
    return names.stream()
        .filter(name -> LanguageOf.text(name) == language)
        .findFirst()
        .orElse(names.isEmpty() ? id : names.get(0));
  }

  private List<String> namesOf(char kind, String id) {
    try {
      ScoreDoc[] found =
          nameSearcher.search(new TermQuery(new Term(NameWriter.ID, kind + id)), 1).scoreDocs;
      return found.length == 0
          ? List.of()
          : List.of(nameSearcher.storedFields().document(found[0].doc).getValues("names"));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Of the entities of a name the one with the most edges, of equals the first by id. */
  private Optional<String> bestKnown(String field, String form) {
    try {
      String best = null;
      int most = -1;
      for (ScoreDoc hit :
          nameSearcher.search(new TermQuery(new Term(field, form)), NAMESAKES).scoreDocs) {
        Document document = nameSearcher.storedFields().document(hit.doc);
        String id = document.get(NameWriter.ID).substring(1);
        int degree = degree(id);
        if (degree > most || (degree == most && best != null && id.compareTo(best) < 0)) {
          best = id;
          most = degree;
        }
      }
      return Optional.ofNullable(best);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Merges the two lists of edges, both in the order of the index. */
  private static void read(LeafReaderContext leaf, String entity, int limit, List<Edge> found)
      throws IOException {
    PostingsEnum from = postings(leaf, EdgeWriter.SUBJECT, entity);
    PostingsEnum to = postings(leaf, EdgeWriter.OBJECT, entity);
    int a = next(from);
    int b = next(to);
    SortedDocValues subjects = leaf.reader().getSortedDocValues(EdgeWriter.SUBJECT);
    SortedDocValues relations = leaf.reader().getSortedDocValues(EdgeWriter.RELATION);
    SortedDocValues objects = leaf.reader().getSortedDocValues(EdgeWriter.OBJECT);
    while (found.size() < limit && Math.min(a, b) != DocIdSetIterator.NO_MORE_DOCS) {
      int edge = Math.min(a, b);
      found.add(new Edge(value(subjects, edge), value(relations, edge), value(objects, edge)));
      a = a == edge ? next(from) : a;
      b = b == edge ? next(to) : b;
    }
  }

  private static @Nullable PostingsEnum postings(
      LeafReaderContext leaf, String field, String entity) throws IOException {
    return leaf.reader().postings(new Term(field, entity), PostingsEnum.NONE);
  }

  private static int next(@Nullable PostingsEnum postings) throws IOException {
    return postings == null ? DocIdSetIterator.NO_MORE_DOCS : postings.nextDoc();
  }

  private static String value(SortedDocValues values, int edge) throws IOException {
    return values.advanceExact(edge) ? values.lookupOrd(values.ordValue()).utf8ToString() : "";
  }

  private static UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("the index of the graph cannot be read", e);
  }
}
