package io.synth.seed.make;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Draws drafts of one kind and language by lot, in memory for a few times as many as are wanted,
 * however many are offered. Which ones are drawn does not depend on the order of the offers.
 */
final class Draw {
  /** More are kept than wanted, since some turn out to be nearly the same, or to lead nowhere. */
  private static final int SPARE = 3;

  private static final double NEARLY_THE_SAME = 0.7;
  private static final Comparator<Lot> BY_LOT =
      Comparator.comparingLong(Lot::lot).thenComparing(Lot::path).thenComparingInt(Lot::place);

  private final long most;
  private final PriorityQueue<Lot> kept = new PriorityQueue<>(BY_LOT.reversed());
  private long offered;

  Draw(int wanted) {
    this.most = (long) SPARE * wanted + SPARE;
  }

  /**
   * A draft that may be drawn.
   *
   * @param lot drawn by; equal for drafts of pages with one address, of which the first is drawn
   * @param path its page
   * @param place its place among the drafts of the page
   * @param needs hashes of addresses of which the corpus must have {@code leastNeeds}
   */
  record Lot(long lot, String path, int place, Sketch sketch, List<Long> needs, int leastNeeds) {}

  void offer(Lot lot) {
    offered++;
    kept.add(lot);
    if (kept.size() > most) {
      kept.remove();
    }
  }

  long offered() {
    return offered;
  }

  /** Those that are fit and unlike each other, in the order of their lots. */
  List<Lot> drawn(Predicate<Lot> fit) {
    List<Lot> lots = new ArrayList<>(kept);
    lots.sort(BY_LOT);
    Map<Long, List<Lot>> byBand = new HashMap<>();
    List<Lot> drawn = new ArrayList<>();
    Set<Long> taken = new HashSet<>();
    for (Lot lot : lots) {
      if (!taken.add(lot.lot())) {
        continue;
      }
      Set<Long> bands = lot.sketch().bands();
      boolean like =
          bands.stream()
              .flatMap(band -> byBand.getOrDefault(band, List.of()).stream())
              .anyMatch(other -> other.sketch().likeness(lot.sketch()) >= NEARLY_THE_SAME);
      if (!like && fit.test(lot)) {
        bands.forEach(band -> byBand.computeIfAbsent(band, b -> new ArrayList<>()).add(lot));
        drawn.add(lot);
      }
    }
    return drawn;
  }
}
