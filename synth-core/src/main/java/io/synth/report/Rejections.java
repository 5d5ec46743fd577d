package io.synth.report;

import io.synth.model.Quarantined;
import io.synth.model.Rejected;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was rejected and quarantined, by step, check and code, with a few examples each: those with
 * the least ids, so that they are the same whatever the order. Partial counts add up. Not
 * thread-safe.
 */
public final class Rejections implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int EXAMPLES = 3;
  private static final int MOST_CHARACTERS = 600;

  private record Why(String step, String check, String code) implements Serializable {}

  private static final class Group implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> reasons = new TreeMap<>();
    private long count;

    void example(String id, String reason) {
      reasons.put(id, reason);
      if (reasons.size() > EXAMPLES) {
        reasons.pollLastEntry();
      }
    }
  }

  private final HashMap<Why, Group> groups = new HashMap<>();

  /** Counts a rejected item. */
  public Rejections add(Rejected row) {
    return add(new Why(row.step(), row.check(), row.code()), row.id(), row.reason());
  }

  /** Counts a quarantined line of a step's input. */
  public Rejections add(String step, Quarantined row) {
    return add(
        new Why(step, "", "quarantined: " + row.code()),
        row.source() + ":" + row.line(),
        row.reason());
  }

  private Rejections add(Why why, String id, String reason) {
    Group group = groups.computeIfAbsent(why, unseen -> new Group());
    group.count++;
    group.example(id, reason.length() > MOST_CHARACTERS ? cut(reason) : reason);
    return this;
  }

  private static String cut(String reason) {
    int end = MOST_CHARACTERS - 1;
    return reason.substring(0, Character.isHighSurrogate(reason.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** Adds the counts of others to these. */
  public Rejections plus(Rejections other) {
    other.groups.forEach(
        (why, theirs) -> {
          Group group = groups.computeIfAbsent(why, unseen -> new Group());
          group.count += theirs.count;
          theirs.reasons.forEach(group::example);
        });
    return this;
  }

  /** How many trajectories or tasks a check failed in a step. */
  public long byChecks(String step) {
    return groups.entrySet().stream()
        .filter(entry -> entry.getKey().step().equals(step) && !entry.getKey().check().isEmpty())
        .mapToLong(entry -> entry.getValue().count)
        .sum();
  }

  /**
   * As the report shows them: the most frequent of each step first.
   *
   * @param steps in the order to show
   */
  public List<ReportData.Rejection> list(List<String> steps) {
    List<Map.Entry<Why, Group>> ordered = new ArrayList<>(groups.entrySet());
    ordered.sort(
        Comparator.comparing((Map.Entry<Why, Group> entry) -> steps.indexOf(entry.getKey().step()))
            .thenComparing(entry -> -entry.getValue().count)
            .thenComparing(entry -> entry.getKey().check())
            .thenComparing(entry -> entry.getKey().code()));
    return ordered.stream()
        .map(
            entry ->
                new ReportData.Rejection(
                    entry.getKey().step(),
                    entry.getKey().check(),
                    entry.getKey().code(),
                    entry.getValue().count,
                    entry.getValue().reasons.entrySet().stream()
                        .map(reason -> new ReportData.Example(reason.getKey(), reason.getValue()))
                        .toList()))
        .toList();
  }
}
