package io.synth.seed.make;

import io.synth.model.Language;
import io.synth.model.SeedKind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What seeds to make.
 *
 * @param corpus folder of pages
 * @param out the seed file, written anew
 * @param count most seeds, of all kinds and languages together
 * @param number what is left to chance follows from it
 */
public record SeedRequest(
    Path corpus, Path out, int count, Set<SeedKind> kinds, Set<Language> languages, long number) {
  /** Kinds that can be made from pages. */
  public static final List<SeedKind> KINDS = SeedMoulds.ALL.stream().map(SeedMould::kind).toList();

  public SeedRequest {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, not " + count);
    }
    if (kinds.isEmpty() || !KINDS.containsAll(kinds)) {
      throw new IllegalArgumentException("kinds must be some of " + KINDS + ", not " + kinds);
    }
    kinds = Set.copyOf(EnumSet.copyOf(kinds));
    languages = Set.copyOf(languages);
  }
}
