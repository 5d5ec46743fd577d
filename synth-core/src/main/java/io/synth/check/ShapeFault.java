package io.synth.check;

import io.synth.model.Verdict;
import java.util.Optional;

/**
 * What is wrong with the shape of a message, and where in its content.
 *
 * @param start in UTF-16 code units; -1 where it is not at one place
 */
record ShapeFault(String code, String reason, int start, int end) {
  ShapeFault(String code, String reason) {
    this(code, reason, -1, -1);
  }

  static Optional<ShapeFault> of(String code, String reason) {
    return Optional.of(new ShapeFault(code, reason));
  }

  Verdict at(int message, Verdicts verdicts) {
    String where = "message " + message + ": " + reason;
    return start < 0
        ? verdicts.failAt(0, code, where, message)
        : verdicts.failAt(0, code, where, message, start, end);
  }
}
