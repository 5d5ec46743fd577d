package io.synth.corpus;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Terms of English and Chinese text in one stream, by script: stems of English words without stop
 * words, pairs of neighbouring Han characters. One field for both keeps the length of a page whole,
 * so that a page with a single foreign name is not taken for a short page about it; and pairs find
 * names that no dictionary has.
 */
final class PageAnalyzer extends Analyzer {
  /** For pages: single Han characters too. */
  static final PageAnalyzer OF_PAGES = new PageAnalyzer(true);

  /** For queries: a single Han character only where it stands alone. */
  static final PageAnalyzer OF_QUERIES = new PageAnalyzer(false);

  private static final int ALL_SCRIPTS =
      CJKBigramFilter.HAN
          | CJKBigramFilter.HIRAGANA
          | CJKBigramFilter.KATAKANA
          | CJKBigramFilter.HANGUL;

  private static final NormalizeCharMap PARTING = parting();

  private final boolean singles;

  private PageAnalyzer(boolean singles) {
    this.singles = singles;
  }

  /** Unicode's word rules join {@code key:value} and {@code snake_case}. */
  @Override
  protected Reader initReader(String field, Reader reader) {
    return new MappingCharFilter(PARTING, reader);
  }

  @Override
  protected Reader initReaderForNormalization(String field, Reader reader) {
    return initReader(field, reader);
  }

  private static NormalizeCharMap parting() {
    NormalizeCharMap.Builder signs = new NormalizeCharMap.Builder();
    signs.add(":", " ");
    signs.add("_", " ");
    return signs.build();
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new StandardTokenizer();
    TokenStream terms = new EnglishPossessiveFilter(new CJKWidthFilter(words));
    terms = new CJKBigramFilter(new LowerCaseFilter(terms), ALL_SCRIPTS, singles);
    terms = new StopFilter(new ASCIIFoldingFilter(terms), EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
    return new TokenStreamComponents(words, new PorterStemFilter(terms));
  }

  /** Distinct terms of a text in order, the first {@code most} of them. */
  Set<String> terms(String text, int most) {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream stream = tokenStream("text", text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (terms.size() < most && stream.incrementToken()) {
        terms.add(term.toString());
      }
      if (terms.size() < most) {
        stream.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return terms;
  }
}
