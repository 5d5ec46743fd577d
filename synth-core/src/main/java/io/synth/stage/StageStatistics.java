package io.synth.stage;

import io.synth.model.StageName;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a stage holds, for its card.
 *
 * @param groups counts by the columns of the same names; each combination at most once
 */
public record StageStatistics(StageName stage, List<Group> groups) {
  public StageStatistics {
    groups =
        groups.stream()
            .sorted(
                Comparator.comparing(Group::capability)
                    .thenComparing(Group::recipe)
                    .thenComparing(Group::language)
                    .thenComparing(Group::teacher))
            .toList();
  }

  /** Rows and tokens of one combination of column values. */
  public record Group(
      String capability, String recipe, String language, String teacher, long rows, long tokens) {}

  /** Rows and their tokens. */
  public record Count(long rows, long tokens) {
    Count plus(Group group) {
      return new Count(rows + group.rows(), tokens + group.tokens());
    }
  }

  /** Everything. */
  public Count total() {
    Count total = new Count(0, 0);
    for (Group group : groups) {
      total = total.plus(group);
    }
    return total;
  }

  /** Counts by the values of one column, in the order of the values. */
  public SortedMap<String, Count> by(Function<Group, String> column) {
    SortedMap<String, Count> counts = new TreeMap<>();
    for (Group group : groups) {
      Count count = counts.getOrDefault(column.apply(group), new Count(0, 0));
      counts.put(column.apply(group), count.plus(group));
    }
    return counts;
  }
}
