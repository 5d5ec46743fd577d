package io.synth.jobs.cli;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts by name as people read them. */
final class Counts {
  private Counts() {}

  /** {@code 1,085 mixed_language, 55 short}: the largest first, equal ones by name. */
  static String inWords(Map<String, ? extends Number> counts) {
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, ? extends Number> count) -> -count.getValue().longValue())
                .thenComparing(Map.Entry::getKey))
        .map(
            count ->
                String.format(Locale.ROOT, "%,d %s", count.getValue().longValue(), count.getKey()))
        .collect(Collectors.joining(", "));
  }
}
