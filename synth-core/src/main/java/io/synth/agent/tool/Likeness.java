package io.synth.agent.tool;

import java.util.HashMap;
import java.util.Map;

/** How alike two lines are: Dice's coefficient over pairs of neighbouring characters. */
final class Likeness {
  private Likeness() {}

  /** From 0, nothing in common, to 1, the same pairs. */
  static double of(String a, String b) {
    if (a.equals(b)) {
      return 1;
    }
    if (a.length() < 2 || b.length() < 2) {
      return 0;
    }
    Map<Integer, Integer> pairs = new HashMap<>();
    for (int i = 0; i + 1 < a.length(); i++) {
      pairs.merge(pair(a, i), 1, Integer::sum);
    }
    int common = 0;
    for (int i = 0; i + 1 < b.length(); i++) {
      Integer left = pairs.get(pair(b, i));
      if (left != null && left > 0) {
        pairs.put(pair(b, i), left - 1);
        common++;
      }
    }
    return 2.0 * common / (a.length() + b.length() - 2);
  }

  private static int pair(String text, int at) {
    return Character.toLowerCase(text.charAt(at)) << 16
        | Character.toLowerCase(text.charAt(at + 1));
  }
}
