package io.synth.corpus;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** What a manifest tells. */
  public static IndexSummary of(JsonNode manifest, boolean reused) {
    return new IndexSummary(
        reused, longs(manifest.path("counts")), longs(manifest.path("skipped_by_reason")));
  }

  private static Map<String, Long> longs(JsonNode node) {
    Map<String, Long> longs = new TreeMap<>();
    node.properties().forEach(e -> longs.put(e.getKey(), e.getValue().asLong()));
    return longs;
  }

  /** A count; 0 where there is none of that name. */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
