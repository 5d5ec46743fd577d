package io.synth.seed.make;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shares out a number evenly among groups; what a group cannot fill goes to the others. */
final class Shares {
  private Shares() {}

  /**
   * Shares out a number.
   *
   * @param sizes the most that each group can take
   * @return the share of each group; earlier groups get what does not divide
   */
  static <G> Map<G, Integer> of(int count, Map<G, Integer> sizes) {
    Map<G, Integer> shares = new LinkedHashMap<>();
    sizes.keySet().forEach(group -> shares.put(group, 0));
    int left = count;
    while (left > 0) {
      List<G> open =
          sizes.keySet().stream()
              .filter(group -> shares.getOrDefault(group, 0) < sizes.getOrDefault(group, 0))
              .toList();
      if (open.isEmpty()) {
        return shares;
      }
      int each = Math.max(1, left / open.size());
      for (G group : open) {
        int room = sizes.getOrDefault(group, 0) - shares.getOrDefault(group, 0);
        int more = Math.min(Math.min(each, room), left);
        shares.merge(group, more, Integer::sum);
        left -= more;
      }
    }
    return shares;
  }
}
