package io.synth.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Tries a property with many made-up values. Trial {@code n} draws from a generator seeded with
 * {@code n}, so each run tries the same values, and a failure names the trial to look at.
 */
public final class Trials {
  private static final long[] EDGES = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  /** What must hold for whatever is drawn. */
  @FunctionalInterface
  public interface Property {
    void holds(SplittableRandom random) throws Exception;
  }

  private Trials() {}

  /** Tries the property {@code count} times. */
  public static void of(int count, Property property) {
    for (int trial = 0; trial < count; trial++) {
      try {
        property.holds(new SplittableRandom(trial));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("trial " + trial + ": " + e.getMessage(), e);
      }
    }
  }

  /** A number from {@code least} to {@code most}; each of the two in about one draw of ten. */
  public static long within(long least, long most, SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> least;
      case 1 -> most;
      default -> random.nextLong(least, most + 1);
    };
  }

  /** Any number, those at the edges of its types more often than others. */
  public static long any(SplittableRandom random) {
    return random.nextInt(10) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
  }

  /**
   * Up to {@code most} UTF-16 units, of all of Unicode and of the low code points where blanks,
   * line ends and controls are; halves of surrogate pairs may stand alone.
   */
  public static String text(int most, SplittableRandom random) {
    int length = (int) within(0, most, random);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int end = random.nextInt(3) == 0 ? 0x100 : 0x10000;
      text.append((char) random.nextInt(end));
    }
    return text.toString();
  }

  /** Up to {@code most} characters from {@code first} to {@code last}. */
  public static String text(char first, char last, int most, SplittableRandom random) {
    return random
        .ints(within(0, most, random), first, last + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Up to {@code most} values. */
  public static <T> List<T> list(int most, SplittableRandom random, Supplier<T> value) {
    List<T> list = new ArrayList<>();
    long size = within(0, most, random);
    for (int i = 0; i < size; i++) {
      list.add(value.get());
    }
    return list;
  }
}
