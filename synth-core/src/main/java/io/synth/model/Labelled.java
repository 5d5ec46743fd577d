package io.synth.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** An enum constant that is written in files by its name in lower case. */
public interface Labelled {
  /** The constant's own name. */
  String name();

  /** The name as files have it, e.g. {@code end_to_end}. */
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant that files write as {@code label}.
   *
   * @throws IllegalArgumentException naming the labels there are
   */
  static <E extends Enum<E> & Labelled> E of(Class<E> type, String label) {
    for (E constant : type.getEnumConstants()) {
      if (constant.label().equals(label)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + label
            + "' is none of "
            + Arrays.stream(type.getEnumConstants())
                .map(Labelled::label)
                .collect(Collectors.joining(", ")));
  }
}
