package io.synth.seed.make;

import io.synth.text.Terms;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * MinHash of a text's word triples (A. Broder, 1997): the share of equal places of two sketches
 * estimates the share of triples that the texts have in common.
 */
final class Sketch {
  private static final int PLACES = 32;
  private static final int SHINGLE = 3;

  /** Triples that are looked at. */
  private static final int MOST = 5000;

  private static final int BAND = 4;

  private final int[] places;

  private Sketch(int[] places) {
    this.places = places;
  }

  static Sketch of(String text) {
    List<String> terms = Terms.withHanPairs(text);
    List<String> grams = Terms.ngrams(terms.subList(0, Math.min(MOST, terms.size())), SHINGLE);
    int[] least = new int[PLACES];
    Arrays.fill(least, Integer.MAX_VALUE);
    for (String gram : new HashSet<>(grams.isEmpty() ? terms : grams)) {
      long hash = mixed(gram.hashCode());
      for (int i = 0; i < PLACES; i++) {
        hash = mixed(hash + 0x9E3779B97F4A7C15L);
        least[i] = Math.min(least[i], (int) (hash >>> 33));
      }
    }
    return new Sketch(least);
  }

  /** About which share of their triples two texts have in common, from 0 to 1. */
  double likeness(Sketch other) {
    int equal = 0;
    for (int i = 0; i < PLACES; i++) {
      equal += places[i] == other.places[i] ? 1 : 0;
    }
    return (double) equal / PLACES;
  }

  /** Texts that are nearly the same share one of these, all but surely. */
  Set<Long> bands() {
    Set<Long> bands = new HashSet<>();
    for (int i = 0; i < PLACES; i += BAND) {
      bands.add(mixed(31L * Arrays.hashCode(Arrays.copyOfRange(places, i, i + BAND)) + i));
    }
    return bands;
  }

  /** The finaliser of SplitMix64 (G. Steele and others, 2014). */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
