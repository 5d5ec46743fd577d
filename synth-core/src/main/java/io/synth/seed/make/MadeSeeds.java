package io.synth.seed.make;

import io.synth.model.Language;
import io.synth.model.SeedKind;
import java.util.List;
import java.util.Map;

/**
 * What came of making seeds.
 *
 * @param pages pages that seeds could be made from
 * @param refused other pages and files, by reason
 */
public record MadeSeeds(long pages, Map<String, Long> refused, List<Group> groups) {
  public MadeSeeds {
    refused = Map.copyOf(refused);
    groups = List.copyOf(groups);
  }

  /**
   * Seeds of one kind and language.
   *
   * @param offered how many the pages gave
   */
  public record Group(SeedKind kind, Language language, long offered, int made) {}

  /** Seeds in the file. */
  public int made() {
    return groups.stream().mapToInt(Group::made).sum();
  }
}
