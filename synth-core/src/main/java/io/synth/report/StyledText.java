package io.synth.report;

import io.synth.model.Message.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Text in inks. Everything added is {@link VisibleText made visible}, so no control character of
 * the data ever reaches a terminal. Not thread-safe.
 */
final class StyledText {
  private final StringBuilder text = new StringBuilder();
  private final List<Run> runs = new ArrayList<>();

  /** A stretch of one ink, from {@code start} to the start of the next. */
  private record Run(int start, Ink ink) {}

  static StyledText of(String text, Ink ink) {
    return new StyledText().add(text, ink);
  }

  static StyledText of(String text) {
    return of(text, Ink.PLAIN);
  }

  static Ink ink(Role role) {
    return switch (role) {
      case SYSTEM -> Ink.SYSTEM;
      case USER -> Ink.USER;
      case ASSISTANT -> Ink.ASSISTANT;
      case TOOL -> Ink.TOOL;
    };
  }

  StyledText add(String raw, Ink ink) {
    String visible = VisibleText.lines(raw);
    if (!visible.isEmpty()) {
      runs.add(new Run(text.length(), ink));
      text.append(visible);
    }
    return this;
  }

  StyledText add(String raw) {
    return add(raw, Ink.PLAIN);
  }

  /** The characters without inks. */
  String text() {
    return text.toString();
  }

  /** Part of the text, with the sequences of its inks where {@code colour} is set. */
  String slice(int start, int end, boolean colour) {
    if (!colour) {
      return text.substring(start, end);
    }
    StringBuilder out = new StringBuilder();
    boolean inked = false;
    for (int i = 0; i < runs.size(); i++) {
      int from = Math.max(start, runs.get(i).start());
      int to = Math.min(end, i + 1 < runs.size() ? runs.get(i + 1).start() : text.length());
      if (from < to) {
        String sequence = runs.get(i).ink().sequence();
        if (inked) {
          out.append("\u001B[0m");
        }
        inked = !sequence.isEmpty();
        out.append(sequence).append(text, from, to);
      }
    }
    return inked ? out.append("\u001B[0m").toString() : out.toString();
  }
}
