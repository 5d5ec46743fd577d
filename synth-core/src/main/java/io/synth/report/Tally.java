package io.synth.report;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sums of whole numbers by key, small enough to travel: partial tallies of the parts of a dataset
 * add up to that of the whole, in any order. Not thread-safe.
 *
 * @param <K> what is counted by; of few values
 */
public final class Tally<K extends Record> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<K, long[]> sums = new HashMap<>();

  /** Adds amounts to the sums of a key; every key has the same number of them. */
  public Tally<K> add(K key, long... amounts) {
    long[] sum = sums.computeIfAbsent(key, unseen -> new long[amounts.length]);
    for (int i = 0; i < amounts.length; i++) {
      sum[i] += amounts[i];
    }
    return this;
  }

  /** Adds the sums of another tally to this one. */
  public Tally<K> plus(Tally<K> other) {
    other.sums.forEach(this::add);
    return this;
  }

  /** The sum of one amount over the keys that fit. */
  public long sum(int amount, Predicate<K> fits) {
    return sums.entrySet().stream()
        .filter(entry -> fits.test(entry.getKey()))
        .mapToLong(entry -> entry.getValue()[amount])
        .sum();
  }

  /** All amounts by the values of one aspect of the keys, in the order of the values. */
  public <V extends Comparable<V>> SortedMap<V, long[]> by(Function<K, V> aspect) {
    SortedMap<V, long[]> by = new TreeMap<>();
    for (Map.Entry<K, long[]> entry : sums.entrySet()) {
      long[] amounts = entry.getValue();
      long[] sum = by.computeIfAbsent(aspect.apply(entry.getKey()), v -> new long[amounts.length]);
      for (int i = 0; i < amounts.length; i++) {
        sum[i] += amounts[i];
      }
    }
    return by;
  }

  /** The sums by key, in no order. */
  public Map<K, long[]> all() {
    return Map.copyOf(sums);
  }
}
