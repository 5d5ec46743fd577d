package io.synth.report;

import io.synth.model.Verdict;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A message's content with its citations resolved and the passages marked that a failed check
 * points at: underlined in colour, between ⟦ and ⟧ without.
 */
final class MarkedContent {
  private MarkedContent() {}

  /** A passage, in UTF-16 code units, the end exclusive. */
  record Span(int start, int end) {
    boolean covers(int index) {
      return start <= index && index < end;
    }
  }

  /** Passages of a message that failed verdicts point at; what lies outside of it is left out. */
  static List<Span> faults(List<Verdict> verdicts, int message, String content) {
    return verdicts.stream()
        .filter(v -> !v.passed() && v.messageIndex() == message)
        .filter(v -> v.spanStart() >= 0 && v.spanStart() < v.spanEnd())
        .filter(v -> v.spanStart() < content.length())
        .map(
            v ->
                new Span(
                    whole(content, v.spanStart()),
                    whole(content, Math.min(v.spanEnd(), content.length()))))
        .filter(span -> span.start() < span.end())
        .toList();
  }

  /** The content in one ink; without citations, what looks like one stays as it is. */
  static StyledText of(
      String content,
      List<Span> faults,
      @Nullable Citations citations,
      Ink ink,
      TerminalStyle style) {
    List<Citations.Place> places = citations == null ? List.of() : Citations.places(content);
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, content.length()));
    for (Citations.Place place : places) {
      cuts.add(place.start());
      cuts.add(place.end());
    }
    for (Span span : faults) {
      // a citation is replaced as a whole, so a passage that ends inside takes all of it
      cuts.add(edge(span.start(), places, true));
      cuts.add(edge(span.end(), places, false));
    }
    StyledText text = new StyledText();
    boolean inFault = false;
    int start = 0;
    for (int end : cuts.tailSet(1)) {
      int from = start;
      int to = end;
      boolean fault = faults.stream().anyMatch(s -> s.start() < to && from < s.end());
      if (!style.colour() && fault != inFault) {
        text.add(fault ? "⟦" : "⟧");
      }
      inFault = fault;
      Citations.Place place =
          places.stream().filter(p -> p.start() == from).findFirst().orElse(null);
      Ink normal = place == null ? ink : Ink.CITATION;
      String words =
          place == null || citations == null
              ? content.substring(from, to)
              : citations.label(place.ids());
      text.add(words, fault && style.colour() ? Ink.FAULT : normal);
      start = end;
    }
    if (inFault && !style.colour()) {
      text.add("⟧");
    }
    return text;
  }

  private static int edge(int index, List<Citations.Place> places, boolean start) {
    for (Citations.Place place : places) {
      if (place.start() < index && index < place.end()) {
        return start ? place.start() : place.end();
      }
    }
    return index;
  }

  /** The index, moved off the middle of a surrogate pair. */
  private static int whole(String content, int index) {
    boolean middle =
        index > 0
            && index < content.length()
            && Character.isLowSurrogate(content.charAt(index))
            && Character.isHighSurrogate(content.charAt(index - 1));
    return middle ? index - 1 : index;
  }
}
