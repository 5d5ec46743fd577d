package io.synth.corpus;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an index holds and what was left out.
 *
 * @param reused whether it was up to date already
 * @param counts by name; for pages {@code files = pages + duplicates + skipped + settings}, for a
 *     graph {@code lines = triples + duplicates + malformed}
 * @param skipped by reason; all of them are listed in {@code skipped.jsonl} of the index folder
 */
public record IndexSummary(boolean reused, Map<String, Long> counts, Map<String, Long> skipped) {
  public IndexSummary {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  /** A count; 0 where there is none of that name. */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
