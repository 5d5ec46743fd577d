package io.synth.corpus;

import io.synth.SynthException;
import io.synth.corpus.Page.Link;
import io.synth.model.Authority;
import io.synth.model.Labelled;
import io.synth.model.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.MMapDirectory;

/**
 * The pages of an index made by {@link CorpusIndexer}. Ranked by BM25 over text and title; nearly
 * equal pages by the authority of their publisher, then by address. A query is words, never query
 * syntax. Thread-safe.
 */
public final class LuceneCorpus implements Corpus, AutoCloseable {
  private static final int MAX_QUERY_LENGTH = 2000;
  private static final int MAX_TERMS = 64;
  private static final float TITLE_BOOST = 1.5f;

  /** Best hits by words alone that the others are taken into account for. */
  private static final int CANDIDATES = 50;

  /** What a step of authority adds to a score: enough to part near ties. */
  private static final double AUTHORITY_STEP = 0.01;

  /** By score, then by address: pages rank alike in however many shards they lie. */
  private static final Sort RANK =
      new Sort(SortField.FIELD_SCORE, new SortField(PageWriter.ORDER, SortField.Type.STRING));

  private final List<MMapDirectory> directories;
  private final MultiReader reader;
  private final IndexSearcher searcher;
  private final RecentPieces pieces = new RecentPieces();

  private LuceneCorpus(List<MMapDirectory> directories, MultiReader reader) {
    this.directories = List.copyOf(directories);
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
  }

  /**
   * Opens an index for reading.
   *
   * @throws SynthException when there is none, or it is of another format
   */
  public static LuceneCorpus open(Path index) {
    int shards =
        new IndexFolder(index, CorpusIndexer.KIND, CorpusIndexer.FORMAT)
            .manifest()
            .path("shards")
            .asInt();
    try {
      List<MMapDirectory> directories = new ArrayList<>();
      List<DirectoryReader> readers = new ArrayList<>();
      for (int i = 0; i < shards; i++) {
        MMapDirectory directory =
            new MMapDirectory(index.resolve(ShardFolder.name(i)).resolve(ShardFolder.PAGES));
        directories.add(directory);
        readers.add(DirectoryReader.open(directory));
      }
      // Scores with the statistics of all shards.
      return new LuceneCorpus(
          directories, new MultiReader(readers.toArray(DirectoryReader[]::new)));
    } catch (IOException e) {
      throw new SynthException(
          SynthException.Code.DATA,
          "the index " + index + " cannot be read: " + e + "; remove it and build it again",
          e);
    }
  }

  /** Number of pages. */
  public int size() {
    return reader.numDocs();
  }

  @Override
  public List<SearchHit> search(String query, int limit) {
    String words = query.length() > MAX_QUERY_LENGTH ? query.substring(0, MAX_QUERY_LENGTH) : query;
    Set<String> terms = PageAnalyzer.OF_QUERIES.terms(PageText.line(words), MAX_TERMS);
    if (terms.isEmpty() || limit < 1) {
      return List.of();
    }
    try {
      TopDocs top = searcher.search(query(terms), Math.max(CANDIDATES, 4 * limit), RANK);
      List<Candidate> candidates = new ArrayList<>();
      for (ScoreDoc hit : top.scoreDocs) {
        candidates.add(
            candidate(
                searcher.storedFields().document(hit.doc, Set.of("url", "authority")),
                (FieldDoc) hit));
      }
      candidates.sort(
          Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::url));
      Passages passages = new Passages(weights(terms));
      List<SearchHit> hits = new ArrayList<>();
      for (Candidate best : candidates.subList(0, Math.min(limit, candidates.size()))) {
        Page page = page(searcher.storedFields().document(best.document()));
        hits.add(
            new SearchHit(
                page.url(),
                page.title(),
                page.publisher(),
                page.date(),
                page.authority(),
                passages.best(pieces.get(page)),
                best.score()));
      }
      return hits;
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be read", e);
    }
  }

  @Override
  public Optional<Page> open(String url) {
    Term key = new Term("key", Addresses.key(url));
    try {
      Optional<Page> found = Optional.empty();
      for (LeafReaderContext leaf : reader.leaves()) {
        PostingsEnum pages = leaf.reader().postings(key, PostingsEnum.NONE);
        while (pages != null && pages.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          Page page = page(leaf.reader().storedFields().document(pages.docID()));
          if (Addresses.key(page.url()).equals(key.text())) {
            return Optional.of(page);
          }
          // Found by its place in the folder: of several, the first by address.
          if (found.isEmpty() || page.url().compareTo(found.get().url()) < 0) {
            found = Optional.of(page);
          }
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
      for (MMapDirectory directory : directories) {
        directory.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the index cannot be closed", e);
    }
  }

  private record Candidate(int document, String url, double score) {}

  private static Candidate candidate(Document document, FieldDoc hit) {
    int steps =
        switch (authority(document)) {
          case OFFICIAL -> 4;
          case ACADEMIC -> 3;
          case NEWS -> 2;
          case COMMERCIAL, UNKNOWN -> 1;
          case PERSONAL -> 0;
        };
    return new Candidate(hit.doc, document.get("url"), score(hit) * (1 + AUTHORITY_STEP * steps));
  }

  private static float score(FieldDoc hit) {
    return hit.fields[0] instanceof Float score ? score : hit.score;
  }

  private static Query query(Set<String> terms) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String term : terms) {
      query.add(new TermQuery(new Term("text", term)), BooleanClause.Occur.SHOULD);
      query.add(
          new BoostQuery(new TermQuery(new Term("title", term)), TITLE_BOOST),
          BooleanClause.Occur.SHOULD);
    }
    return query.build();
  }

  /** Rare terms tell more. */
  private Map<String, Double> weights(Set<String> terms) throws IOException {
    IndexReader pages = searcher.getIndexReader();
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String term : terms) {
      int holding = pages.docFreq(new Term("text", term));
      weights.put(term, Math.log(1 + (pages.numDocs() + 1.0) / (holding + 0.5)));
    }
    return weights;
  }

  private static Page page(Document document) {
    List<Link> links = new ArrayList<>();
    for (String line : document.get("links").split("\n", -1)) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        links.add(new Link(line.substring(tab + 1), line.substring(0, tab)));
      }
    }
    return new Page(
        document.get("url"),
        document.get("title"),
        document.get("publisher"),
        document.get("date"),
        Labelled.of(Language.class, document.get("language")),
        authority(document),
        document.get("body"),
        links);
  }

  private static Authority authority(Document document) {
    return Labelled.of(Authority.class, document.get("authority"));
  }
}
