package io.synth.corpus;

import java.util.List;
import java.util.Optional;

/** Pages that can be searched and opened. Thread-safe; equal calls give equal results. */
public interface Corpus {
  /**
   * The best pages for a query in English or Chinese, the best first; empty for a query without
   * words.
   */
  List<SearchHit> search(String query, int limit);

  /** The page at an address, if the corpus has it. A fragment in the address is ignored. */
  Optional<Page> open(String url);
}
